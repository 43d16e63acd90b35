"""What the actions of the registry do, one file a thought. A method's name is the part of an action's id after the dot."""
