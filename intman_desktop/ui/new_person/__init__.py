"""Taking a person in, step by step, in memory until the basic consent is recorded (P2)."""
