package rdap

import "bytes"

// Parse reads a record in either form: JSON if it begins with a brace, whois
// text otherwise. A byte-order mark and blank lines may come first. Its errors
// are those of [ParseJSON] and [ParseWhois].
func Parse(data []byte) (*Record, error) {
	if bytes.HasPrefix(bytes.TrimSpace(withoutMark(data)), []byte("{")) {
		return ParseJSON(data)
	}
	return ParseWhois(data)
}

// open checks the size of a record and that it can be text at all, and takes
// off a byte-order mark.
func open(data []byte) ([]byte, error) {
	if len(data) > MaxSize {
		return nil, &BoundError{What: "bytes", Most: MaxSize}
	}
	data = withoutMark(data)
	if what := strangeness(data); what != "" {
		return nil, &SyntaxError{What: what}
	}
	return data, nil
}

func withoutMark(data []byte) []byte {
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
}

// strangers are the first bytes of what is given in a record's place.
var strangers = []struct{ start, what string }{
	{"\xff\xfe", "is UTF-16 text: save it as UTF-8"}, // PowerShell's > writes it
	{"\xfe\xff", "is UTF-16 text: save it as UTF-8"},
	{"\x1f\x8b", "is compressed with gzip: unpack it first"},
	{"<?xml", "is XML, not RDAP or whois: fetch it again and accept application/rdap+json"},
	{"<", "is an HTML page, not a record: give what the RDAP or whois server answers, not a page of the registry's site"},
	{"[{", "is a JSON array: expected one object"},
	{"-----BEGIN ", "is PEM, such as a certificate: expected the registry's record"},
}

// strangeness says what data is if it is plainly no record, or "".
func strangeness(data []byte) string {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return "is empty"
	}
	for _, s := range strangers {
		if bytes.HasPrefix(data, []byte(s.start)) {
			return s.what
		}
	}
	return ""
}
