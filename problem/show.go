package problem

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// MaxShown is how much of a text from outside an error repeats, in characters:
// enough to find it again, too little to flood a log or a terminal.
const MaxShown = 80

// Clip returns at most so many characters of s, as [Visible] shows them, with an
// ellipsis in the place of the rest. For what looks like a secret it says what
// it is instead.
func Clip(s string, most int) string {
	if what := Secret(s); what != "" {
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
	if what := Secret(s); what != "" {
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
	return []secret{
		{regexp.MustCompile(`PRIVATE[ _-]KEY`), regexp.MustCompile(`-*\s*BEGIN[A-Z0-9 _-]*PRIVATE[ _-]KEY[^A-Za-z0-9+/=]*(Proc-Type|[A-Za-z0-9+/=]{16,})`), "a private key"},
		{regexp.MustCompile(`(?i)(^|\s)(Private-Lines|Encryption: aes256-cbc)`), nil, "a PuTTY private key"},
		{regexp.MustCompile(`"d"\s*:\s*"[A-Za-z0-9_-]{20,}`), nil, "a private key (JWK)"},
		{regexp.MustCompile(`<D>[A-Za-z0-9+/=\s]{20,}`), nil, "a private key (XML)"},
		// DER in base64, as it begins: PKCS#8, PKCS#1, PKCS#8 of an elliptic curve, encrypted PKCS#8.
		{regexp.MustCompile(`MII[A-Za-z0-9+/]{3}IBADANBgk|MII[A-Za-z0-9+/]{3}IBAAK[BC]|MIGHAgEAMBMG`), nil, "a private key"},
		{regexp.MustCompile(`MII[A-Za-z0-9+/]{5}Bg[kso][A-Za-z0-9+/]{2}kiG9w0B(BQ|DA)`), nil, "an encrypted private key"},
		// The same in hexadecimal, and PEM in base64, as Kubernetes keeps a secret.
		{regexp.MustCompile(`(?i)\b3082[0-9a-f]{4}02010(03|00)[0-9a-f]{16}`), nil, "a private key in hexadecimal"},
		{regexp.MustCompile(`LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,20}(UFJJVkFURSBLRV|BSSVZBVEUgS0V|QUklWQVRFIEtFW)`), nil, "a private key in base64"},
		{regexp.MustCompile(`(?i)(^|[\s;&?"'-])(pin|pin-value|password|passwd|passphrase|passcode|secret|token|api[_-]?key)\s*[=:]\s*\S`),
			regexp.MustCompile(`(?i)(^|[\s;&?"'-])(pin|pin-value|password|passwd|passphrase|passcode|secret|token|api[_-]?key)=\S`), "a secret"},
	}
})

type secret struct {
	sign *regexp.Regexp
	ours *regexp.Regexp // in a text of ours, which may speak of it; nil for the same
	what string
}

// Secret says what secret a text looks like, such as "a private key", or "" if
// it looks like none. It errs on the side of a secret.
func Secret(s string) string {
	for _, secret := range secrets() {
		if secret.sign.MatchString(s) {
			return secret.what
		}
	}
	return ""
}

// Redact returns a text of ours, which may repeat what was given, without the
// secret that stands in it, and all that follows.
func Redact(s string) string {
	begin, what := len(s), ""
	for _, secret := range secrets() {
		sign := secret.sign
		if secret.ours != nil {
			sign = secret.ours
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
