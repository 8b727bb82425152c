"""What `sandbox.yaml` says happens: steps, transitions, webhooks, payments."""
