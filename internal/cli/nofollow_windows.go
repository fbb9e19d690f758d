package cli

// noFollow is nothing: Windows has no such flag, and few may make a link there.
const noFollow = 0
