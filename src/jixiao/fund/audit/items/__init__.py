"""Services and consumables that the insurance does not pay here, or that want something beside them."""
