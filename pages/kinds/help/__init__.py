"""Help: questions that people come with, and contact points that answer them."""
