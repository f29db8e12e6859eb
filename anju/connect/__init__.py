"""Connect: other systems. Tokens that act for a person over the API, webhooks that carry every event out.

Owns tokens, webhooks and their deliveries. Stands on people, places, ui and kernel; hears every app's events
through the kernel and knows none of them.
"""
