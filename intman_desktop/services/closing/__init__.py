"""How a case ends and is erased for good, with every figure staying as it was."""
