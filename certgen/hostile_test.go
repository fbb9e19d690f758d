package certgen_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What grows with the square of the input would take minutes here: no reader may,
// whatever the text. 1 MiB is the most that is read.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	const size = 1 << 20
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
			text := strings.Repeat(unit, size/len(unit))
			start := time.Now()
			for _, read := range readers {
				require.Error(t, read([]byte(text)))
			}
			require.Less(t, time.Since(start), 20*time.Second)
			t.Log(time.Since(start))
		})
	}
}
