package cli

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestJSONHoldsNothingThatATerminalActsOnAndNoSecret(t *testing.T) {
	var out bytes.Buffer
	a := newApp(Env{Stdout: &out})
	given := map[string]any{
		"c1":     "a\u009b2Jb\x7f\u202e\U000e0041\\\"",
		"key":    "before -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ",
		"spoken": `a line such as -----BEGIN PRIVATE KEY-----, and "quotes"`,
		"lines":  []string{"-----BEGIN CERTIFICATE-----MIIDFDCCAfygAwIBAgIRAIig-----END CERTIFICATE-----", "ü"},
	}
	for _, write := range []func(any) error{a.writeJSON, a.writeLine} {
		out.Reset()
		require.NoError(t, write(given))
		for _, r := range out.String() {
			require.True(t, r == '\n' || r >= ' ' && r < 0x7f || r == 'ü', "%q in %s", r, &out)
		}
		require.NotContains(t, out.String(), "MIIEv")
		var back map[string]any
		require.NoError(t, json.Unmarshal(out.Bytes(), &back))
		require.Equal(t, given["c1"], back["c1"])
		require.Equal(t, given["spoken"], back["spoken"])
		require.Equal(t, "before [a private key, not shown]", back["key"])
		require.Equal(t, []any{given["lines"].([]string)[0], "ü"}, back["lines"])
	}
}
