"""What people type about requests: residents and guests, the desk."""
