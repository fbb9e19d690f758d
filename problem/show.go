package problem

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Count writes a number with its noun: "1 day", "2 days".
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// MaxShown is how much of a text from outside an error repeats, in characters:
// enough to find it again, too little to flood a log or a terminal.
const MaxShown = 80

// Clip returns at most so many characters of s, as [Visible] shows them, with an
// ellipsis in the place of the rest. For what looks like a secret it says what
// it is instead.
func Clip(s string, most int) string {
	if what := secretBegins(s); what != "" {
		return "[" + what + ", not shown]"
	}
	end := len(s)
	n := 0
	for i := range s {
		if n == most {
			end = i
			break
		}
		n++
	}
	shown := Visible(s[:end])
	if end < len(s) {
		shown += "…"
	}
	return shown
}

// Quote returns [Clip] of s in double quotes, with quotes, backslashes and all
// that is not printable ASCII as Go escapes it, so that a no-break space can be
// told from a blank.
func Quote(s string) string {
	if what := secretBegins(s); what != "" {
		return "[" + what + ", not shown]"
	}
	n := 0
	for i := range s {
		if n == MaxShown {
			return fmt.Sprintf("%+q…", s[:i])
		}
		n++
	}
	return fmt.Sprintf("%+q", s)
}

// Visible returns s with a question mark for each character that a terminal
// would act on or not show: controls, C1 included, line breaks, bidirectional
// and zero-width marks, tags, and bytes that are no UTF-8.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, s)
}

// EscapeJSON returns JSON with each character in its strings that [Visible]
// would replace written as \u escapes (RFC 8259 section 7): it means the same,
// and no terminal acts on it. White space between tokens stays.
func EscapeJSON(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == utf8.RuneError && size == 1 || unicode.IsPrint(r):
			out = append(out, data[i:i+size]...)
		case r > 0xffff:
			high, low := (r-0x10000)>>10+0xd800, (r-0x10000)&0x3ff+0xdc00
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += size
	}
	return out
}

// secrets are the signs of texts that are not repeated.
var secrets = sync.OnceValue(func() []secret {
	const assigned = `(?i)(^|[\s;&?"'-])(pin|pin-value|password|passwd|passphrase|passcode|secret|token|api[_-]?key)`
	sign := regexp.MustCompile
	return []secret{
		{"a private key", []string{"private"}, sign(`PRIVATE[ _-]KEY`),
			sign(`-*\s*BEGIN[A-Z0-9 _-]*PRIVATE[ _-]KEY[^A-Za-z0-9+/=]*(Proc-Type|[A-Za-z0-9+/=]{16,})`)},
		{"a PuTTY private key", []string{"private-lines", "aes256-cbc"}, sign(`(?i)(^|\s)(Private-Lines|Encryption: aes256-cbc)`), nil},
		{"a private key (JWK)", []string{`"d"`}, sign(`"d"\s*:\s*"[A-Za-z0-9_-]{20,}`), nil},
		{"a private key (XML)", []string{"<d>"}, sign(`<D>[A-Za-z0-9+/=\s]{20,}`), nil},
		// DER in base64, as it begins: PKCS#8, PKCS#1, PKCS#8 of an elliptic curve, encrypted PKCS#8.
		{"a private key", []string{"ibadanbgk", "ibaak", "mighageambmg"},
			sign(`MII[A-Za-z0-9+/]{3}IBADANBgk|MII[A-Za-z0-9+/]{3}IBAAK[BC]|MIGHAgEAMBMG`), nil},
		{"an encrypted private key", []string{"kig9w0b"}, sign(`MII[A-Za-z0-9+/]{5}Bg[kso][A-Za-z0-9+/]{2}kiG9w0B(BQ|DA)`), nil},
		// The same in hexadecimal, and PEM in base64, as Kubernetes keeps a secret.
		{"a private key in hexadecimal", []string{"0201003", "0201000"}, sign(`(?i)\b3082[0-9a-f]{4}02010(03|00)[0-9a-f]{16}`), nil},
		{"a private key in base64", []string{"ls0tls1crudjti"}, sign(`LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,20}(UFJJVkFURSBLRV|BSSVZBVEUgS0V|QUklWQVRFIEtFW)`), nil},
		{"a secret", []string{"pin", "pass", "secret", "token", "api"}, sign(assigned + `\s*[=:]\s*\S`), sign(assigned + `=\S`)},
	}
})

type secret struct {
	what  string
	words []string       // in lower case, of which there is one where there is a sign: a quick look
	sign  *regexp.Regexp // in a text that was given
	ours  *regexp.Regexp // in a text of ours, which may speak of it; nil for the same
}

func (s secret) possible(lower string) bool {
	return slices.ContainsFunc(s.words, func(word string) bool { return strings.Contains(lower, word) })
}

// Secret says what secret a text looks like, such as "a private key", or "" if
// it looks like none. It errs on the side of a secret.
func Secret(s string) string {
	if isKeyDER(s) {
		return "a private key (DER)"
	}
	lower := strings.ToLower(s)
	for _, secret := range secrets() {
		if secret.possible(lower) && secret.sign.MatchString(s) {
			return secret.what
		}
	}
	return ""
}

// isKeyDER says whether a text is the bytes of a key: PKCS#8, PKCS#1 or PKCS#12,
// which begin with a version, or encrypted PKCS#8, with an algorithm of PKCS#5 or
// PKCS#12 (RFC 5958, RFC 8017 appendix A.1.2, RFC 7292, RFC 8018).
func isKeyDER(s string) bool {
	const header = 4 // bytes: a sequence of 256 to 65535 bytes
	if len(s) < 24 || s[:2] != "\x30\x82" {
		return false
	}
	body := s[header:]
	return strings.HasPrefix(body, "\x02\x01\x00\x30") || strings.HasPrefix(body, "\x02\x01\x00\x02") ||
		strings.HasPrefix(body, "\x02\x01\x03\x30") ||
		body[0] == '\x30' && (strings.Contains(body[:20], "\xf7\x0d\x01\x05") || strings.Contains(body[:20], "\xf7\x0d\x01\x0c"))
}

// secretBegins is the same for a text of which the beginning is to be shown: a key
// has a few kilobytes, so that what comes later says nothing of it.
func secretBegins(s string) string { return Secret(s[:min(len(s), 16<<10)]) }

// Redact returns a text of ours, which may repeat what was given, without the
// secret that stands in it, and all that follows.
func Redact(s string) string {
	begin, what := len(s), ""
	lower := strings.ToLower(s)
	for _, secret := range secrets() {
		sign := secret.sign
		if secret.ours != nil {
			sign = secret.ours
		}
		if !secret.possible(lower) {
			continue
		}
		if found := sign.FindStringIndex(s); found != nil && found[0] < begin {
			begin, what = found[0], secret.what
		}
	}
	if what == "" {
		return s
	}
	return strings.TrimRight(s[:begin], " ") + " [" + what + ", not shown]"
}
