"""What a person decides and asks for: consents, holds, access, correction, passing on, forgetting."""
