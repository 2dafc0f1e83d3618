"""What rules, lists and consents say of a case before anything of it is taken in, shown or changed."""
