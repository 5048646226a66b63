"""What strangers send: messages, addresses, half connections and files; while they do, honest readers measure."""
