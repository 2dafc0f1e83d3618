"""Before the store is open: unlocking, the first start, the lock screen."""
