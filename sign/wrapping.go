package sign

import (
	"encoding/hex"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/byoasn/byoasn/problem"
)

// A part is what is left of a text once something around it was taken off, and
// where that stands in the text; -1 if it has been decoded.
type part struct {
	text   string
	at     int
	before int  // characters before it
	done   bool // nothing is left to be read
}

// cut is the part from an offset on.
func (p part) cut(offset int) part {
	if p.at >= 0 {
		p.at, p.before = p.at+offset, p.before+utf8.RuneCountInString(p.text[:offset])
	}
	p.text = p.text[offset:]
	return p
}

// peel takes off what tools put around a signature, one thing after the other,
// and notes it.
func (e *EncodingError) peel(p part) part {
	for range 4 {
		inner, found := e.peelOne(p)
		if !found || inner.done {
			return inner
		}
		p = inner
	}
	return p
}

func (e *EncodingError) peelOne(p part) (part, bool) {
	text := strings.TrimSpace(p.text)
	switch {
	case strings.HasPrefix(text, "{") && json.Valid([]byte(text)):
		return e.peelJSON(text)
	case strings.HasPrefix(text, `"`) && strings.Contains(text, `\`):
		var inner string
		if json.Unmarshal([]byte(text), &inner) == nil {
			e.add(quoteMarks, "has quotes around it, as in JSON", "leave them out")
			return part{text: inner, at: -1}, true
		}
	case strings.HasPrefix(text, "0000") && dumpLine().MatchString(firstLine(text)):
		return e.peelDump(text)
	case strings.Contains(text, "%"):
		if inner, err := url.PathUnescape(text); err == nil {
			e.add(urlEscaped, "is escaped as in a URL (%7E for ~)", "write it as it is")
			return part{text: inner, at: -1}, true
		}
	}
	if _, isHex := hexDigits(text); isHex {
		return p, false
	}
	label := labelOf().FindStringIndex(p.text)
	if label == nil {
		return p, false
	}
	found := e.add(labelled, "has "+problem.Quote(strings.TrimSpace(p.text[:label[1]-1]))+" before it", "give what follows alone")
	if p.at >= 0 {
		found.Start, found.End = p.at, p.at+label[1]-1
	}
	return p.cut(label[1] - 1), true
}

// labelOf finds a name before a signature: of a variable, a flag, a field or
// OpenSSL's -hex ("RSA-SHA2-256(stdin)= "). Padding is none, as letters follow.
var labelOf = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:export\s+|set\s+)?-{0,2}(?:[A-Za-z_$][\w.$:/-]{0,40}(?:\([^()\r\n]{0,200}\))?|\(stdin\))(?: [\w.-]{1,20})?\s*[=:]\s*["'{%~A-Za-z0-9-]`)
})

// peelJSON takes the signature out of what a service answers.
func (e *EncodingError) peelJSON(text string) (part, bool) {
	var answer map[string]any
	err := json.Unmarshal([]byte(text), &answer)
	inner := signatureIn(answer)
	if err != nil || inner == "" {
		e.add(jsonObject, "is JSON with no signature in it", fixRaw)
		return part{done: true}, true
	}
	what := "is JSON with the signature in it"
	if answer["SigningAlgorithm"] != nil || answer["KeyId"] != nil {
		what = "is the JSON of AWS KMS, with the signature in it"
	}
	e.add(jsonObject, what, "give the value alone (jq -r), in AWS's text form")
	return part{text: inner, at: -1}, true
}

// signatureIn finds the member of AWS KMS ("Signature"), Google Cloud KMS
// ("signature"), Azure Key Vault ("value") or Vault ("data").
func signatureIn(answer map[string]any) string {
	for _, want := range []string{"signature", "value", "result", "data"} {
		for name, value := range answer {
			if !strings.EqualFold(name, want) {
				continue
			}
			switch value := value.(type) {
			case string:
				return value
			case map[string]any:
				return signatureIn(value)
			}
		}
	}
	return ""
}

// dumpLine is a line of xxd, hexdump -C or od -tx1: an offset, bytes in
// hexadecimal, and perhaps what they look like as text.
var dumpLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9A-Fa-f]{4,8}:?[ \t]+((?:[0-9A-Fa-f]{2}){1,2}(?: {1,2}(?:[0-9A-Fa-f]{2}){1,2})*)(?:\s.*)?$`)
})

// peelDump puts a dump's bytes together, 16 at most of a line.
func (e *EncodingError) peelDump(text string) (part, bool) {
	var digits strings.Builder
	for line := range strings.Lines(text) {
		if m := dumpLine().FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
			bytes := strings.ReplaceAll(m[1], " ", "")
			digits.WriteString(bytes[:min(32, len(bytes))])
		}
	}
	e.add(hexDump, "is a dump in hexadecimal", "give the bytes themselves, encoded as base64, and "+fixLetters)
	raw, err := hex.DecodeString(digits.String())
	if err == nil && plausible(len(raw)) {
		e.Raw = raw
	}
	return part{done: true}, true
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, "\r")
}
