"""Word documents: looks, links and notes stay, the text becomes English."""
