"""Documents damaged at random: whatever became of them, a command ends with an answer."""
