package certgen_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/linear"
)

// No reader's work grows with the square of the input, whatever the text.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures, one text after the other")
	}
	body := strings.Repeat("MIID", 500)
	for name, unit := range map[string]string{
		"BEGINs":              "-----BEGIN PRIVATE KEY-----\n",
		"BEGINs of one line":  "-----BEGIN CERTIFICATE-----",
		"ENDs":                "-----END PRIVATE KEY-----\n",
		"keys":                "-----BEGIN PRIVATE KEY-----\nMIID\n-----END PRIVATE KEY-----\n",
		"keys on one line":    "-----BEGIN PRIVATE KEY-----" + body + "-----END PRIVATE KEY-----",
		"certificates":        "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n",
		"bare beginnings":     "MIIEvQIBADANBgkqhkiG9w0BAQ ",
		"packed beginnings":   "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t ",
		"packed, one":         "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t",
		"quotes":              `"a", `,
		"escapes":             `\\\\n`,
		"mail":                "> > > > a\n",
		"attributes":          "descr: \n",
		"blanks":              " \n",
		"dashes":              "-",
		"braces":              `{"kty":`,
		"SEQUENCEs":           "\x30\x84\x00\x0f\x00\x00",
		"headers":             "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,\n",
		"percent":             "-----BEGIN%20PRIVATE%20KEY-----%0A",
		"percent of percents": "%25",
		"every encoding":      "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t -----BEGIN%20=3D&amp;<b> ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			linear.Require(t, 256<<10, func(size int) {
				text := strings.Repeat(unit, size/len(unit))
				for _, read := range readers {
					require.Error(t, read([]byte(text)))
				}
			})
		})
	}
}
