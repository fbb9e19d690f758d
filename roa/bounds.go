package roa

// The bounds on a file. A full export of 2026 has some million VRPs in 105 MB
// of rpki-client's JSON, and several times that in Routinator's jsonext.
const (
	maxSize     = 1 << 30   // bytes
	maxValue    = 1 << 20   // bytes of an entry, or of one text or number
	maxLine     = 64 << 10  // bytes of a line of CSV
	maxDepth    = 64        // levels of nesting; exports have up to 6
	maxMembers  = 1000      // members of an object; rpki-client's metadata has 40
	maxCovering = 10_000    // VRPs that cover one prefix; a handful is usual
	maxAnchors  = 1000      // trust anchors; there are five, and some for tests
	maxRIPEstat = 256 << 10 // bytes of an answer of RIPEstat, which has about one thousand
)
