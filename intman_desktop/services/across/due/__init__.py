"""What is due: a module for each subject, each kind from one query over all cases, one table of them."""
