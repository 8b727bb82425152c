"""From schemas to Python types and the text of models."""
