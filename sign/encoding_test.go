package sign_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign"
)

// sample is a signature-sized value whose text has every special letter.
var sample = func() sign.Signature {
	raw := make(sign.Signature, 256)
	for i := range raw {
		raw[i] = byte(i)
	}
	return raw
}()

func TestParseTakesWhatStringWrites(t *testing.T) {
	written := sample.String()
	require.Len(t, written, 344)
	require.True(t, strings.HasSuffix(written, "__"))
	require.Contains(t, written, "-")
	require.Contains(t, written, "~")
	got, err := sign.Parse(written)
	require.NoError(t, err)
	require.Equal(t, sample, got)
}

func TestTextFormIsBase64WithThreeLettersChanged(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString(sample)
	require.Equal(t, strings.NewReplacer("+", "-", "=", "_", "/", "~").Replace(plain), sample.String())
}

func TestParseSaysWhatItGotInstead(t *testing.T) {
	good := sample.String()
	plain := base64.StdEncoding.EncodeToString(sample)
	url := base64.URLEncoding.EncodeToString(sample)
	wrapped := plain[:64] + "\n" + plain[64:128] + "\n" + plain[128:] + "\n"
	tests := []struct {
		name  string
		text  string
		forms []sign.Form
		whole bool // the signature can still be told
	}{
		{"nothing", "", []sign.Form{sign.EmptyText}, false},
		{"plain base64", plain, []sign.Form{sign.PlainB64}, true},
		{"plain base64 without padding", strings.TrimRight(plain, "="), []sign.Form{sign.PlainB64, sign.NoPadding}, true},
		{"plain base64 in lines, as openssl writes it", wrapped, []sign.Form{sign.LineBreaks, sign.PlainB64}, true},
		{"base64url", url, []sign.Form{sign.Base64URL}, true},
		{"base64url without padding", strings.TrimRight(url, "="), []sign.Form{sign.Base64URL}, true},
		{"the padding lost", strings.TrimRight(good, "_"), []sign.Form{sign.NoPadding}, true},
		{"half the padding lost", good[:343], []sign.Form{sign.NoPadding}, true},
		{"a final newline", good + "\n", []sign.Form{sign.LineBreaks}, true},
		{"CRLF inside", good[:76] + "\r\n" + good[76:], []sign.Form{sign.LineBreaks}, true},
		{"blanks inside", good[:76] + " " + good[76:], []sign.Form{sign.Blanks}, true},
		{"quotes around it", `"` + good + `"`, []sign.Form{sign.QuoteMarks}, true},
		{"cut short", good[:300], []sign.Form{sign.CutShort}, false},
		{"cut short by one letter and the padding", good[:341], []sign.Form{sign.CutShort}, false},
		{"one letter too many", "A" + good, []sign.Form{sign.CutShort}, false},
		{"hexadecimal", hex.EncodeToString(sample), []sign.Form{sign.Hex}, true},
		{"raw bytes", string(sample), []sign.Form{sign.RawBytes}, true},
		{"letters of both alphabets", strings.Replace(plain, "/", "~", 1), []sign.Form{sign.OtherChars}, false},
		{"other characters", strings.Replace(good, "A", "*", 1), []sign.Form{sign.OtherChars}, false},
		{"a changed last letter", good[:341] + "-__", []sign.Form{sign.SpareBits}, false},
		{"far too long", strings.Repeat("A", 4000), []sign.Form{sign.TextTooBig}, false},
		{"megabytes", strings.Repeat("A", 1<<20), []sign.Form{sign.TextTooBig}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := sign.Parse(test.text)
			var e *sign.EncodingError
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.forms, e.Forms)
			require.Equal(t, len(test.text), e.Length)
			if test.whole {
				require.Equal(t, sample, e.Raw)
			} else {
				require.Nil(t, e.Raw)
			}
			require.NotContains(t, err.Error(), "%!")
			require.Less(t, len(err.Error()), 400)
		})
	}
}

func TestSignatureTextMarshalers(t *testing.T) {
	out, err := json.Marshal(sample)
	require.NoError(t, err)
	require.Equal(t, `"`+sample.String()+`"`, string(out))
	var in sign.Signature
	require.NoError(t, json.Unmarshal(out, &in))
	require.Equal(t, sample, in)
	require.Error(t, json.Unmarshal([]byte(`"AAAA"`), &in))
	require.Equal(t, sample, in, "a refused text changes nothing")
}

func FuzzParse(f *testing.F) {
	plain := base64.StdEncoding.EncodeToString(sample)
	seeds := []string{sample.String(), plain, strings.ReplaceAll(plain, "/", "_"), hex.EncodeToString(sample), string(sample), "", "____", "=~-_"}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sig, err := sign.Parse(text)
		if err == nil {
			require.Equal(t, text, sig.String(), "Parse accepts only what String gives back")
			return
		}
		var e *sign.EncodingError
		require.ErrorAs(t, err, &e)
		require.NotEmpty(t, e.Forms)
		if e.Raw != nil {
			again, err := sign.Parse(e.Raw.String())
			require.NoError(t, err, "what could be told is a signature's text")
			require.Equal(t, e.Raw, again)
		}
	})
}
