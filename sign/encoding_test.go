package sign_test

import (
	"crypto"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	neturl "net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
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

func forms(e *sign.EncodingError) []problem.ID {
	var ids []problem.ID
	for _, p := range e.Problems {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestParseSaysWhatItGotInstead(t *testing.T) {
	good := sample.String()
	plain := base64.StdEncoding.EncodeToString(sample)
	url := base64.URLEncoding.EncodeToString(sample)
	wrapped := plain[:64] + "\n" + plain[64:128] + "\n" + plain[128:] + "\n"
	tests := []struct {
		name  string
		text  string
		forms []problem.ID
		whole bool // the signature can still be told
	}{
		{"nothing", "", []problem.ID{"empty"}, false},
		{"plain base64", plain, []problem.ID{sign.Base64}, true},
		{"plain base64 without padding", strings.TrimRight(plain, "="), []problem.ID{sign.Base64, sign.NoPadding}, true},
		{"plain base64 in lines, as openssl writes it", wrapped, []problem.ID{"line-breaks", sign.Base64}, true},
		{"base64url", url, []problem.ID{sign.Base64URL}, true},
		{"base64url without padding", strings.TrimRight(url, "="), []problem.ID{sign.Base64URL}, true},
		{"the padding lost", strings.TrimRight(good, "_"), []problem.ID{sign.NoPadding}, true},
		{"half the padding lost", good[:343], []problem.ID{sign.NoPadding}, true},
		{"a final newline", good + "\n", []problem.ID{"line-breaks"}, true},
		{"CRLF inside", good[:76] + "\r\n" + good[76:], []problem.ID{"line-breaks"}, true},
		{"blanks inside", good[:76] + " " + good[76:], []problem.ID{"blanks"}, true},
		{"quotes around it", `"` + good + `"`, []problem.ID{"quotes"}, true},
		{"a word processor's quotes around it", "“" + good + "”", []problem.ID{"quotes"}, true},
		{"a no-break space inside", good[:76] + "\u00a0" + good[76:], []problem.ID{"blanks"}, true},
		{"a form feed at its end", good + "\f", []problem.ID{"blanks"}, true},
		{"hexadecimal as a number", "0x" + hex.EncodeToString(sample), []problem.ID{sign.Hex}, true},
		{"the oldest openssl's -hex", "(stdin)= " + hex.EncodeToString(sample), []problem.ID{"label", sign.Hex}, true},
		{"cut short", good[:300], []problem.ID{"cut-short"}, false},
		{"cut short by one letter and the padding", good[:341], []problem.ID{"cut-short"}, false},
		{"one letter too many", "A" + good, []problem.ID{"other-length"}, false},
		{"hexadecimal", hex.EncodeToString(sample), []problem.ID{sign.Hex}, true},
		{"raw bytes", string(sample), []problem.ID{"raw-bytes"}, true},
		{"hexadecimal with colons", strings.Join(pairs(hex.EncodeToString(sample)), ":"), []problem.ID{sign.Hex}, true},
		{"openssl's -hex", "RSA-SHA2-256(stdin)= " + hex.EncodeToString(sample) + "\n", []problem.ID{"label", "line-breaks", sign.Hex}, true},
		{"an older openssl's -hex", "RSA-PSS-SHA256(my message.txt)= " + hex.EncodeToString(sample), []problem.ID{"label", sign.Hex}, true},
		{"hexadecimal in capitals", strings.ToUpper(hex.EncodeToString(sample)), []problem.ID{sign.Hex}, true},
		{"hexadecimal cut short", hex.EncodeToString(sample)[:200], []problem.ID{sign.Hex, "other-length"}, false},
		{"a dump cut short", strings.Join(strings.SplitAfter(dump("%08x: ", " % x ", "  %s"), "\n")[:5], ""), []problem.ID{"hex-dump"}, false},
		{"a name in a URL", "Signature%3D" + neturl.QueryEscape(plain), []problem.ID{"url-escaped", "label", sign.Base64}, true},
		{"a digest", "SHA2-256(stdin)= " + hex.EncodeToString(sample[:32]), []problem.ID{"label", "digest-given"}, false},
		{"xxd's dump", dump("%08x: ", " % x ", "  %s"), []problem.ID{"hex-dump"}, true},
		{"hexdump -C's dump", dump("%08x ", " % x", "  |%s|") + "00000100\n", []problem.ID{"hex-dump"}, true},
		{"od's dump", dump("%07o", " % x", "%.0s"), []problem.ID{"hex-dump"}, true},
		{"a variable's name", "signed_message=" + good, []problem.ID{"label"}, true},
		{"an exported variable", `export SIGNATURE="` + plain + `"`, []problem.ID{"label", "quotes", sign.Base64}, true},
		{"a label", "Signature: " + good, []problem.ID{"label"}, true},
		{"a flag", "--signature=" + good, []problem.ID{"label"}, true},
		{"Vault's answer", "vault:v1:" + plain, []problem.ID{"label", sign.Base64}, true},
		{"AWS KMS's answer", `{"KeyId": "arn:aws:kms:x", "Signature": "` + plain + `", "SigningAlgorithm": "RSASSA_PSS_SHA_256"}`, []problem.ID{"json", sign.Base64}, true},
		{"Azure's answer", `{"kid": "https://x", "value": "` + strings.TrimRight(url, "=") + "\"}\n", []problem.ID{"json", sign.Base64URL}, true},
		{"Vault's whole answer", `{"data": {"signature": "vault:v1:` + plain + `"}}`, []problem.ID{"json", "label", sign.Base64}, true},
		{"JSON of something else", `{"a": 1}`, []problem.ID{"json"}, false},
		{"a string of JSON with escapes", `"` + strings.NewReplacer("/", `\/`, "=", `\u003d`).Replace(plain) + `"`, []problem.ID{"quotes", sign.Base64}, true},
		{"a URL's escapes", strings.ReplaceAll(good, "~", "%7E"), []problem.ID{"url-escaped"}, true},
		{"a URL's escapes of plain base64", neturl.QueryEscape(plain), []problem.ID{"url-escaped", sign.Base64}, true},
		{"base64 twice", base64.StdEncoding.EncodeToString([]byte(plain)), []problem.ID{"double-base64", sign.Base64}, true},
		{"base64 of AWS's text with a newline", base64.StdEncoding.EncodeToString([]byte(good + "\n")), []problem.ID{"double-base64", "line-breaks"}, true},
		{"AWS's text of AWS's text", sign.Signature(good).String(), []problem.ID{"double-base64"}, true},
		{"tr '+/=' '-_~'", strings.NewReplacer("+", "-", "/", "_", "=", "~").Replace(plain), []problem.ID{"letters"}, true},
		{"tr '+=/' '-_'", strings.NewReplacer("+", "-", "/", "_", "=", "_").Replace(plain), []problem.ID{"letters"}, true},
		{"tr '+/' '-~'", strings.NewReplacer("+", "-", "/", "~").Replace(plain), []problem.ID{"letters"}, true},
		{"tr '+=' '-_'", strings.NewReplacer("+", "-", "=", "_").Replace(plain), []problem.ID{"letters"}, true},
		{"tr '+/=' '_~-'", strings.NewReplacer("+", "_", "/", "~", "=", "-").Replace(plain), []problem.ID{"letters"}, true},
		{"all as one letter", strings.NewReplacer("+", "-", "/", "-", "=", "-").Replace(plain), []problem.ID{"letters"}, false},
		{"the message", text, []problem.ID{sign.MessageGiven}, false},
		{"the message in base64", base64.StdEncoding.EncodeToString([]byte(text + "\n")), []problem.ID{sign.MessageGiven}, false},
		{"a certificate", "-----BEGIN CERTIFICATE-----\nMIID\n", []problem.ID{"file-given"}, false},
		{"a DER file", "\x30\x82\x00\xfc" + string(sample[4:]), []problem.ID{"file-given"}, false},
		{"a private key", "-----BEGIN PRIVATE KEY-----\nMIIE\n", []problem.ID{sign.SecretGiven}, false},
		{"a private key in base64", base64.StdEncoding.EncodeToString([]byte("-----BEGIN PRIVATE KEY-----\nMIIE\n")), []problem.ID{sign.SecretGiven}, false},
		{"quotes with nothing in them", `""`, []problem.ID{"quotes", "empty"}, false},
		{"too much padding", good + "__", []problem.ID{"other-length"}, false},
		{"letters of both alphabets", strings.Replace(plain, "/", "~", 1), []problem.ID{"other-characters"}, false},
		{"other characters", strings.Replace(good, "A", "*", 1), []problem.ID{"other-characters"}, false},
		{"a changed last letter", good[:341] + "-__", []problem.ID{"spare-bits"}, false},
		{"far too long", strings.Repeat("A", 4000), []problem.ID{"too-long"}, false},
		{"megabytes", strings.Repeat("A", 1<<20), []problem.ID{"too-long"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := sign.Parse(test.text)
			var e *sign.EncodingError
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.forms, forms(e))
			require.Equal(t, len(test.text), e.Length)
			for _, p := range problem.All(err) {
				require.ErrorIs(t, err, p.ID)
				require.Contains(t, sign.IDs(), p.ID)
				require.NotContains(t, p.Error(), "MIIE")
			}
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

func pairs(digits string) []string {
	var out []string
	for i := 0; i < len(digits); i += 2 {
		out = append(out, digits[i:i+2])
	}
	return out
}

// dump writes sample in lines of 16 bytes: an offset, the bytes, and their look.
func dump(offset, bytes, look string) string {
	var b strings.Builder
	for i := 0; i < len(sample); i += 16 {
		shown := strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '.'
			}
			return r
		}, string(sample[i:i+16]))
		fmt.Fprintf(&b, offset+bytes+look+"\n", i, []byte(sample[i:i+16]), shown)
	}
	return b.String()
}

func TestTheCharacterThatDoesNotBelongIsShownWithItsPlace(t *testing.T) {
	good := sample.String()
	for _, test := range []struct {
		text  string
		says  string
		start int
		end   int
	}{
		{good[:57] + "*" + good[58:], `has "*" as character 58, which no signature has`, 57, 58},
		{"“" + good + "”", `has typographic quotes ("\u201c", U+201C, as character 1)`, 0, 0},
		{good[:57] + "\u00a0" + good[57:], "has a blank of another sort (U+00A0) as character 58", 0, 0},
		{good[:76] + "…\n" + good[77:], `has "\u2026" (U+2026) as character 77, which`, 76, 79},
		{" sig=" + good[:10] + "ä" + good[11:], `has "\u00e4" (U+00E4) as character 16, which`, 15, 17},
		{good[:20] + "+" + good[21:], `has "+" as character 21, which does not go with its other letters`, 20, 21},
		{good[:20] + "_" + good[21:], `has "_" as character 21, which does not go with its other letters`, 20, 21},
		{good[:20] + "`" + good[21:], "has \"`\" as character 21, which no signature has", 20, 21},
	} {
		_, err := sign.Parse(test.text)
		require.ErrorContains(t, err, test.says)
		all := problem.All(err)
		last := all[len(all)-1]
		require.Equal(t, [2]int{test.start, test.end}, [2]int{last.Start, last.End})
	}
}

func TestTheSentencesOfForms(t *testing.T) {
	good, plain := sample.String(), base64.StdEncoding.EncodeToString(sample)
	for text, says := range map[string]string{
		"": "signature is empty; give the signature: 344 characters for a key of RSA 2048",
		strings.NewReplacer("+", "-", "/", "_", "=", "~").Replace(plain): "signature of 344 characters has _ where AWS has ~ and ~ where AWS has _; translate standard base64 with tr -- '+=/' '-_~', the sets in that order",
		strings.ReplaceAll(plain, "=", "_"):                              "signature of 344 characters has + where AWS has - and / where AWS has ~; translate",
		good[:342]:                                                       "signature of 342 characters has lost its padding, the _ or __ at the end; write __ at its end",
		good + "__":                                                      "signature of 346 characters has 4 characters of padding at its end, where 2 belong; copy it again, all of it",
		good[:300]:                                                       "signature of 300 characters is cut short, with 300 letters without the padding: a signature of a key of RSA 2048 has 342",
		"sig: " + good:                                                   `signature of 349 characters has "sig:" before it; give what follows alone`,
		good + "\n":                                                      "signature of 345 characters has line breaks; write it on one line",
	} {
		_, err := sign.Parse(text)
		require.ErrorContains(t, err, says)
	}
	_, err := sign.Parse(plain)
	var list *problem.List
	require.ErrorAs(t, err, &list)
	require.Equal(t, good, list.Meant)
	_, err = sign.Parse(good[:300])
	require.ErrorAs(t, err, &list)
	require.Empty(t, list.Meant)
}

func TestSignaturesOfTheKeysThatAreMade(t *testing.T) {
	for _, bits := range []int{1024, 2048, 3072, 4096, 6144, 8192, 16384} {
		raw := make(sign.Signature, bits/8)
		for i := range raw {
			raw[i] = byte(255 - i)
		}
		got, err := sign.Parse(raw.String())
		require.NoError(t, err, bits)
		require.Equal(t, raw, got)
	}
	for _, bytes := range []int{120, 257, 520, 2056} {
		_, err := sign.Parse(make(sign.Signature, bytes).String())
		require.Error(t, err, bytes)
	}
}

func TestBase64ThatBeginsWithZerosIsNoDump(t *testing.T) {
	raw := append(sign.Signature{0xd3, 0x4d, 0x34}, sample[3:]...) // "0000"
	plain := base64.StdEncoding.EncodeToString(raw)
	require.Equal(t, "0000", plain[:4])
	_, err := sign.Parse(plain)
	var e *sign.EncodingError
	require.ErrorAs(t, err, &e)
	require.Equal(t, []problem.ID{sign.Base64}, forms(e))
	require.Equal(t, raw, e.Raw)
}

func TestNoLengthContradictsItself(t *testing.T) {
	good := sample.String()
	for n := 1; n < len(good); n++ {
		_, err := sign.Parse(good[:n])
		if err == nil {
			continue // as long as another key's
		}
		if cut := regexp.MustCompile(`is cut short, with (\d+) letters`).FindStringSubmatch(err.Error()); cut != nil {
			letters, err := strconv.Atoi(cut[1])
			require.NoError(t, err)
			require.Less(t, letters, 342)
		}
	}
	_, err := sign.Parse(good[:343] + "A")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "cut short")
}

func TestErrorsRoundTripThroughJSON(t *testing.T) {
	_, err := sign.Parse(base64.StdEncoding.EncodeToString(sample))
	var e, back *sign.EncodingError
	require.ErrorAs(t, err, &e)
	data, err := json.Marshal(e)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, e, back)

	key := testKey(t, "key.pem")
	why := whyNot(t, key, text, signAs(t, key, crypto.SHA512, 20, text))
	data, err = json.Marshal(why)
	require.NoError(t, err)
	var again *sign.VerifyError
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, why, again)

	_, err = json.Marshal(sign.Result{})
	require.ErrorContains(t, err, "no JSON form")
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
	out, err = json.Marshal(sign.Signature(nil))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, &in))
	require.Nil(t, in)
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
		require.NotEmpty(t, e.Problems)
		if e.Raw != nil {
			again, err := sign.Parse(e.Raw.String())
			require.NoError(t, err, "what could be told is a signature's text")
			require.Equal(t, e.Raw, again)
		}
	})
}

func TestADERFileIsNamed(t *testing.T) {
	for _, size := range []int{256, 1000} {
		_, err := sign.Parse(string([]byte{0x30, 0x82, byte(size >> 8), byte(size)}) + strings.Repeat("\x01", size))
		require.ErrorContains(t, err, "is a DER file", "%d bytes", size)
		_, err = sign.Parse(string([]byte{0x30, 0x82, byte(size >> 8), byte(size)}) + strings.Repeat("\x01", size+1))
		require.NotContains(t, err.Error(), "is a DER file")
	}
}
