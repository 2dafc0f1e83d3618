"""The daily work on people: intake, the page of a case, talks, needs, period, family, several at once."""
