package certgen_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

// slipped are the ways in which a key file loses its lines, and what the warning
// says of each.
var slipped = map[string]struct {
	slip func(text string) string
	says []string
}{
	`\n in letters`:                 {func(s string) string { return strings.ReplaceAll(s, "\n", `\n`) }, []string{`\n in letters`, "printf"}},
	`\r\n in letters`:               {func(s string) string { return strings.ReplaceAll(s, "\n", `\r\n`) }, []string{`\n in letters`}},
	`\\n in letters`:                {func(s string) string { return strings.ReplaceAll(s, "\n", `\\n`) }, []string{`\n in letters`}},
	"a JSON string":                 {quotedJSON, []string{`\n in letters`, "quotes"}},
	"a member of a JSON object":     {func(s string) string { return `{"private_key": ` + quotedJSON(s) + `, "type": "x"}` }, []string{`\n in letters`, "quotes"}},
	"JSON within JSON":              {func(s string) string { return quotedJSON(`{"key":` + quotedJSON(s) + `}`) }, []string{`\n in letters`}},
	"JSON with its slashes escaped": {func(s string) string { return strings.ReplaceAll(quotedJSON(s), "/", `\/`) }, []string{`\n in letters`}},
	"quotes of a shell":             {func(s string) string { return "KEY='" + s + "'\n" }, []string{"quotes"}},
	"quotes of .env":                {func(s string) string { return `PRIVATE_KEY="` + s + `"` }, []string{"quotes"}},
	"a list of strings":             {func(s string) string { return `["` + strings.ReplaceAll(strings.TrimSpace(s), "\n", `", "`) + `"]` }, []string{"quotes"}},
	"strings of a program": {func(s string) string {
		return `"` + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\\n\" +\n  \"") + `";`
	}, []string{`\n in letters`, "quotes"}},
	"one line":                         {func(s string) string { return strings.ReplaceAll(s, "\n", "") }, []string{"one line", "fold -w 64"}},
	"blanks for line breaks":           {func(s string) string { return strings.ReplaceAll(s, "\n", " ") }, []string{"blanks"}},
	"tabs for line breaks":             {func(s string) string { return strings.ReplaceAll(s, "\n", "\t") }, []string{"blanks"}},
	"indented by blanks":               {func(s string) string { return "key: |\n    " + strings.ReplaceAll(s, "\n", "\n    ") }, []string{"indented", "sed"}},
	"indented by tabs":                 {func(s string) string { return "\t" + strings.ReplaceAll(s, "\n", "\n\t") }, []string{"indented"}},
	"no-break spaces before the lines": {func(s string) string { return "\u00a0" + strings.ReplaceAll(s, "\n", "\n\u00a0") }, []string{"blanks"}},
	"mail's quoting":                   {func(s string) string { return "> " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n> ") }, []string{"quoting marks", "no secret any more"}},
	"mail's quoting, twice":            {func(s string) string { return ">> " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n> > ") }, []string{"quoting marks"}},
	"a registry's attributes": {func(s string) string {
		return "remarks: " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\nremarks: ")
	}, []string{"no secret any more"}},
	"carriage returns alone":     {func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }, []string{"carriage returns alone", "tr '"}},
	"base64 of it all":           {base64Of, []string{"base64 of a whole PEM file", "base64 -d"}},
	"base64 of it all, in lines": {func(s string) string { return wrapped(base64Of(s), "", 76) }, []string{"base64 of a whole PEM file"}},
	"a Kubernetes secret":        {func(s string) string { return "data:\n  tls.crt: LS0tLS1CRUdJTiA=\n  tls.key: " + base64Of(s) + "\n" }, []string{"base64 of a whole PEM file"}},
	"base64 of one line of it":   {func(s string) string { return base64Of(strings.ReplaceAll(s, "\n", "")) }, []string{"base64 of a whole PEM file", "one line"}},
	"percent-encoding":           {url.PathEscape, []string{"percent-encoded"}},
	"a form's encoding":          {url.QueryEscape, []string{"percent-encoded"}},
	"quoted-printable":           {func(s string) string { return quotedPrintableOf(s) }, []string{"quoted-printable", "no secret any more"}},
	"a page's source": {func(s string) string {
		return "<pre>" + strings.NewReplacer("+", "&#43;", "\n", "<br/>\n").Replace(s) + "</pre>"
	}, []string{"web page"}},
	"UTF-16 without its mark, in quotes": {func(s string) string { return string(utf16Of(`"`+s+`"`, binary.LittleEndian)[2:]) }, []string{"quotes"}},
	"a dash lost":                        {func(s string) string { return s[1:] }, []string{"altered"}},
	"typographic dashes":                 {func(s string) string { return strings.ReplaceAll(s, "-----", "—–—") }, []string{"altered"}},
	"short lines, glued to a marker":     {func(s string) string { return strings.Replace(s, "KEY-----\n", "KEY-----", 1) }, []string{"lines that are not as PEM has them"}},
}

func quotedJSON(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func quotedPrintableOf(s string) string {
	var out strings.Builder
	w := quotedprintable.NewWriter(&out)
	if _, err := w.Write([]byte(strings.ReplaceAll(s, "\n", " "))); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return "=2D" + out.String()[1:]
}

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// What the base64 says whole is read, whatever became of the lines, and the slip
// is said with its fix.
func TestReadKeyReadsAKeyWhoseLinesAreLost(t *testing.T) {
	t.Parallel()
	want := testKey(t)
	for name, data := range files(t, "keys/*.pem") {
		if name == "pkcs8-scrypt.pem" || name == "pkcs8-pbkdf2-sha1-3des.pem" {
			continue // as pkcs8-pbkdf2.pem, here
		}
		for way, c := range slipped {
			t.Run(name+" as "+way, func(t *testing.T) {
				t.Parallel()
				file, err := certgen.ReadKey([]byte(c.slip(string(data))), giveSecret)
				require.NoError(t, err)
				require.True(t, file.Key.Equal(want))
				var text strings.Builder
				for _, warning := range file.Warnings {
					require.True(t, warning.Minor)
					require.NotEmpty(t, warning.Fix)
					text.WriteString(warning.Error() + "\n")
				}
				for _, says := range c.says {
					require.Contains(t, text.String(), says)
				}
				require.NotContains(t, text.String(), "MII")
			})
		}
	}
}

func TestReadKeyReadsBase64WithoutMarkers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"keys/pkcs8.pem", "keys/pkcs1.pem", "keys/pkcs8-pbkdf2.pem"} {
		body := base64.StdEncoding.EncodeToString(pemBody(t, readFile(t, name)))
		for _, text := range []string{body, wrapped(body, "", 64), "  key: " + body + "\n", `{"key":"` + body + `"}`} {
			file, err := certgen.ReadKey([]byte(text), giveSecret)
			require.NoError(t, err, name)
			require.True(t, file.Key.Equal(testKey(t)))
			require.True(t, slices.ContainsFunc(file.Warnings, func(p *problem.Problem) bool { return strings.Contains(p.What, "lost its BEGIN and END lines") }), name)
		}
	}
}

func TestAKeyAsItIsWrittenHasNoWarning(t *testing.T) {
	t.Parallel()
	plain := string(readFile(t, "keys/pkcs8.pem"))
	for _, text := range []string{plain, strings.ReplaceAll(plain, "\n", "\r\n"), "the BEGIN PRIVATE KEY line is below\n" + plain} {
		file, err := certgen.ReadKey([]byte(text), nil)
		require.NoError(t, err)
		require.Empty(t, file.Warnings)
	}
}

// The files that people reported, with what is right for each.
func TestReportedFiles(t *testing.T) {
	t.Parallel()
	read := map[string]string{
		"key-base64-of-pem-kubernetes-secret.txt": "base64 of a whole PEM file",
		"key-indented-yaml-block.pem":             "indented by blanks",
		"key-json-secret-manager-quoted.txt":      "in quotes",
		"key-literal-backslash-n-dotenv.pem":      `\n in letters`,
		"key-quoted-by-dotenv.pem":                "in quotes",
		"key-tr-d-newline.pem":                    "on one line",
	}
	named := map[string]string{
		"key-jwk.json":                "jwk",
		"key-jwks.json":               "jwk",
		"key-pkcs11-provider-uri.pem": "pkcs11-uri",
		"key-ssh2-secsh.txt":          "ssh2-private-key",
		"key-windows.pvk":             "pvk",
	}
	found := files(t, "slips/key-*")
	require.Len(t, found, len(read)+len(named))
	for name, data := range found {
		file, err := certgen.ReadKey(data, nil)
		if says, ok := read[name]; ok {
			require.NoError(t, err, name)
			require.Contains(t, (&problem.List{Problems: file.Warnings}).Error(), says, name)
			continue
		}
		var kind *certgen.KindError
		require.ErrorAs(t, err, &kind, name)
		require.EqualValues(t, named[name], kind.Got, name)
	}
	_, err := certgen.ReadCertificate(readFile(t, "slips/cert-base64-of-pem.txt"))
	require.ErrorContains(t, err, "base64")
	_, err = certgen.ReadCertificate(readFile(t, "slips/cert-negative-serial.pem"))
	require.ErrorContains(t, err, "serial number is negative")
}

// PVK and MSBLOB as OpenSSL writes them are named, and the command converts them.
func TestMicrosoftsFormsAreNamedAndTheirFixWorks(t *testing.T) {
	t.Parallel()
	key := readFile(t, "keys/pkcs8.pem")
	for args, want := range map[string]string{
		"rsa -outform PVK -pvk-none": "pvk",
		"rsa -outform MSBLOB":        "msblob",
	} {
		data, err := try(t, key, "openssl", strings.Fields(args)...)
		if err != nil {
			t.Skip("this openssl does not write it")
		}
		_, err = certgen.ReadKey(data, nil)
		var kind *certgen.KindError
		require.ErrorAs(t, err, &kind, want)
		require.EqualValues(t, want, kind.Got)
		command, _, _ := strings.Cut(kind.Fix, " (with")
		requireSameKey(t, fixed(t, data, command))
		for _, published := range []certgen.Kind{certgen.KindCertificate, certgen.KindPublicKey} {
			require.ErrorContains(t, readers[published](data), "NEVER PUBLISH", want)
		}
	}
	public := openssl(t, key, "rsa", "-pubout", "-outform", "MSBLOB")
	var kind *certgen.KindError
	require.ErrorAs(t, readers[certgen.KindPublicKey](public), &kind)
	require.NoError(t, readers[certgen.KindPublicKey](fixed(t, public, kind.Fix)))
}

func TestOtherKeysAreNamedAsWhatTheyAre(t *testing.T) {
	t.Parallel()
	block := func(label string) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: []byte("something")}))
	}
	standIn := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: standIn(t)})
	for name, c := range map[string]struct{ text, kind, says string }{
		"a TPM's key":             {block("TSS2 PRIVATE KEY"), "tss2-key", "--signer"},
		"an older TPM's key":      {block("TSS2 KEY BLOB"), "tss2-key", "only that TPM can use"},
		"a PKCS#11 URI":           {"pkcs11:token=t;object=k", "pkcs11-uri", "--signer"},
		"a stand-in":              {string(standIn), "hsm-stand-in", "have the token sign"},
		"an OpenPGP key":          {pgp, "openpgp-private-key", "make a key of its own"},
		"an SSH2 private key":     {"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA=\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n", "ssh2-private-key", "ssh-keygen -i"},
		"a .NET key":              {"<RSAKeyValue><Modulus>AA==</Modulus><D>AAAA</D></RSAKeyValue>", "xml-key", "FromXmlString"},
		"a .NET key after a head": {"<?xml version=\"1.0\"?>\n<RSAKeyValue><D>AAAA</D></RSAKeyValue>", "xml-key", "FromXmlString"},
		"a .NET public key":       {"<RSAKeyValue><Modulus>AA==</Modulus></RSAKeyValue>", "xml-key-public", "ToXmlString(true)"},
		"a public JWK":            {`{"kty":"RSA","n":"AA","e":"AQAB"}`, "jwk-public", "was taken from"},
		"what openssl prints":     {"Private-Key: (2048 bit)\nmodulus:\n  00:aa\nprivateExponent:\n  00:bb\n", "printed-key", "-text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := certgen.ReadKey([]byte(c.text), giveSecret)
			var kind *certgen.KindError
			require.ErrorAs(t, err, &kind)
			require.EqualValues(t, c.kind, kind.Got)
			require.ErrorContains(t, err, c.says)
			require.NotContains(t, err.Error(), "not RSA")
		})
	}
}
