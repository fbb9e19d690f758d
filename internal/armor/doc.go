// Package armor reads PEM (RFC 7468) as people paste it: on one line, split over
// several, with blanks or lost dashes, with one marker missing or none. It knows
// markers, labels and base64; what the bytes mean is its callers' business.
//
// [Scan] finds every [Stretch] of a text in which something in PEM stands:
//
//	for _, s := range armor.Scan(text) {
//		s.Label            // "CERTIFICATE", "RSA PRIVATE KEY"; "" for DER without markers
//		s.Exact()          // as published: exact markers, nothing but base64 between them
//		der, err := armor.Decode(armor.Letters(s.Body))
//	}
//
// Markers that are nearly right, such as those with other dashes, are taken as
// markers and said not to be exact: [Markers] has each of them with what became
// of it, and besides the bare words BEGIN CERTIFICATE as prose has them
// ([Marker.Near] tells the two apart).
//
// # What is exact
//
// A marker is exact if it is letter by letter
//
//	-----BEGIN CERTIFICATE-----
//
// with five hyphens on either side and no sixth dash of any sort beside them,
// but for ten hyphens between END and the next BEGIN. A stretch is exact if both
// of its markers are, have the same label, and nothing stands between them but
// letters of base64 (RFC 4648 section 4): no white space of any sort.
//
// # Pieces of it
//
// A stretch lacks a marker where BEGIN and END of one label do not follow one
// another: its body is then the base64 that follows BEGIN or comes before END.
// One with neither marker is DER that begins with a SEQUENCE of 256 to 16383
// bytes (MII in base64, at the beginning of a word) and is there to its end. No
// two stretches overlap.
//
// [Clean] undoes what is done to texts on their way: attribute names before a line,
// HTML entities, line breaks written out as \n, quotes, mail's quoting; [Unpack]
// the base64 of a whole PEM file. [Restore] puts back a plus that was lost.
//
// # Cost
//
// All of it is linear in the size of the input. Scan takes five bytes of memory
// for each byte of text and looks at each at most some 40 times; what it returns
// holds no copy of the text, and is some 300 bytes for each marker, of which the
// shortest has 12. Restore tries bodies of at most 16 KiB ([MaxRestored]), each try
// costs one decoding of it at most, and the number of tries is the caller's, for as
// many bodies as it likes.
//
// Texts may hold private keys: they stay in the caller's own slice, the one copy
// that is made is cleared.
package armor
