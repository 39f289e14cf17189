"""What reads: engines behind one-method protocols, shipped weights and their training scripts."""
