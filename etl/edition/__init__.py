"""What is released: frozen editions with their manifests, and everything that readers are told of them."""
