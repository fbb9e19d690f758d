package rdap

import (
	"strings"

	"github.com/byoasn/byoasn/certgen"
)

// A marker is a PEM encapsulation boundary (RFC 7468 section 2), exact or
// nearly so.
type marker struct {
	start, end int // offsets in the stream
	begin      bool
	label      string
	exact      bool
}

// labels are what people publish, and what it is. The longer ones come first:
// some contain others.
var labels = []struct {
	label string
	kind  certgen.Kind
}{
	{"NEW CERTIFICATE REQUEST", certgen.KindRequest},
	{"CERTIFICATE REQUEST", certgen.KindRequest},
	{"TRUSTED CERTIFICATE", certgen.LabelKind("TRUSTED CERTIFICATE")},
	{"X509 CERTIFICATE", certgen.KindCertificate},
	{"CERTIFICATE", certgen.KindCertificate},
	{"ENCRYPTED PRIVATE KEY", certgen.KindSecretKey},
	{"OPENSSH PRIVATE KEY", certgen.KindSecretKey},
	{"RSA PRIVATE KEY", certgen.KindSecretKey},
	{"DSA PRIVATE KEY", certgen.KindSecretKey},
	{"EC PRIVATE KEY", certgen.KindSecretKey},
	{"PRIVATE KEY", certgen.KindSecretKey},
	{"RSA PUBLIC KEY", certgen.KindPublicKey},
	{"PUBLIC KEY", certgen.KindPublicKey},
}

func kindOf(label string) certgen.Kind {
	for _, l := range labels {
		if l.label == label {
			return l.kind
		}
	}
	return ""
}

// dash is a hyphen and what word processors make of it.
const dash = `[-\x{2010}-\x{2015}\x{2212}]`

// markers finds boundaries with any number of dashes from two to five, of any
// sort, and white space anywhere.
var markers = pattern(`(?:` + dash + `\s*){2,5}(` + spaced("BEGIN") + `|` + spaced("END") + `)\s*(` + anyLabel() + `)\s*` + dash + `(?:\s*` + dash + `){1,4}`)

func anyLabel() string {
	var alternatives []string
	for _, l := range labels {
		alternatives = append(alternatives, spaced(l.label))
	}
	return strings.Join(alternatives, "|")
}

// spaced is a pattern for a word whose letters may stand apart.
func spaced(word string) string {
	letters := strings.Split(strings.ReplaceAll(word, " ", ""), "")
	return strings.Join(letters, `\s*`)
}

// findMarkers returns the boundaries in a text, in order.
func findMarkers(text string) []marker {
	var found []marker
	for _, m := range markers().FindAllStringSubmatchIndex(text, -1) {
		word := squeeze(text[m[2]:m[3]])
		label := labelOf(squeeze(text[m[4]:m[5]]))
		found = append(found, marker{
			start: m[0], end: m[1],
			begin: word == "BEGIN",
			label: label,
			exact: text[m[0]:m[1]] == "-----"+word+" "+label+"-----",
		})
	}
	return found
}

func labelOf(squeezed string) string {
	for _, l := range labels {
		if squeeze(l.label) == squeezed {
			return l.label
		}
	}
	return ""
}

// squeeze takes out white space.
func squeeze(s string) string {
	return strings.Join(strings.Fields(s), "")
}
