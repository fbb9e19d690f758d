package certgen_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

// wrapped breaks text into lines of width characters, each after prefix.
func wrapped(text, prefix string, width int) string {
	var out strings.Builder
	for len(text) > 0 {
		n := min(width, len(text))
		out.WriteString(prefix + text[:n] + "\n")
		text = text[n:]
	}
	return out.String()
}

func TestReadCertificateReadsEveryForm(t *testing.T) {
	t.Parallel()
	cert := testCertificate(t)
	line, ordinary := certgen.OneLine(cert), string(certgen.MarshalCertificate(cert))
	quoted, err := json.Marshal(ordinary)
	require.NoError(t, err)
	each := func(prefix string) string {
		return prefix + strings.ReplaceAll(strings.TrimSpace(ordinary), "\n", "\n"+prefix)
	}
	for name, text := range map[string]string{
		"ordinary PEM":                        ordinary,
		"one line":                            line,
		"one line and a line break":           line + "\n",
		"DER":                                 string(cert.Raw),
		"carriage returns":                    strings.ReplaceAll(ordinary, "\n", "\r\n"),
		"carriage returns alone":              strings.ReplaceAll(each("descr: "), "\n", "\r"),
		"no line break at the end":            strings.TrimSpace(ordinary),
		"empty lines between":                 strings.ReplaceAll(ordinary, "\n", "\n\n"),
		"indented by blanks":                  each("        "),
		"indented by tabs":                    each("\t\t"),
		"no-break spaces":                     each("\u00a0"),
		"a byte-order mark":                   "\ufeff" + ordinary,
		"UTF-16":                              string(utf16Of(strings.ReplaceAll(ordinary, "\n", "\r\n"), binary.LittleEndian)),
		"UTF-16 without its mark":             string(utf16Of(line, binary.BigEndian)[2:]),
		"RIPE's attribute on every line":      each("descr:          "),
		"APNIC's attribute on every line":     each("remarks:        "),
		"ARIN's attribute on every line":      each("Comment:        "),
		"RIPE's attribute, one line":          "aut-num:        AS64496\nas-name:        EXAMPLE\ndescr:          " + line + "\norg:            ORG-X-RIPE\n",
		"prose that says BEGIN CERTIFICATE":   "All from BEGIN CERTIFICATE to END CERTIFICATE, on one line:\n" + ordinary,
		"prose right before and after it":     "BEGIN CERTIFICATE " + line + " END CERTIFICATE",
		"prose of a private key":              "do not paste what begins with BEGIN PRIVATE KEY here\n" + ordinary,
		"an escaped slash":                    strings.ReplaceAll(line, "/", `\/`),
		"a plus that .NET escaped":            strings.ReplaceAll(line, "+", `\u002B`),
		"text before and after":               "Dear colleagues,\n\nplease publish\n\n" + ordinary + "\nThank you\n",
		"openssl x509 -text before it":        "Certificate:\n    Data:\n        Version: 3 (0x2)\n" + ordinary,
		"quotes around it":                    `"` + line + `"`,
		"typographic quotes around it":        "“" + line + "”",
		"a JSON string":                       string(quoted),
		"a JSON string with carriage returns": strings.ReplaceAll(string(quoted), `\n`, `\r\n`),
		"escapes and attributes":              strings.ReplaceAll(each("descr: "), "\n", `\n`),
		"a rule of hyphens above and below":   "--------------------\n" + ordinary + "----------\n-----\n",
		"attributes and rules":                "remarks: ------------------------\n" + each("remarks: ") + "\nremarks: ------------------------\n",
		"a public key beside it":              string(readFile(t, "other/public.pem")) + ordinary,
		"a request right before it":           strings.TrimSpace(string(readFile(t, "other/request.pem"))) + line,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := certgen.ReadCertificate([]byte(text))
			require.NoError(t, err)
			require.Equal(t, cert.Raw, got.Raw)
		})
	}
}

func TestReadCertificateReadsALineBrokenAnywhere(t *testing.T) {
	t.Parallel()
	cert := testCertificate(t)
	line := certgen.OneLine(cert)
	for width := 1; width <= 120; width++ {
		for _, prefix := range []string{"", "descr:          "} {
			got, err := certgen.ReadCertificate([]byte(wrapped(line, prefix, width)))
			require.NoError(t, err, "%d characters after %q", width, prefix)
			require.Equal(t, cert.Raw, got.Raw)
		}
	}
}

func TestReadCertificateExplainsWhatIsWrong(t *testing.T) {
	t.Parallel()
	cert := testCertificate(t)
	line, ordinary := certgen.OneLine(cert), string(certgen.MarshalCertificate(cert))
	body := base64.StdEncoding.EncodeToString(cert.Raw)
	const begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
	for name, c := range map[string]struct{ text, want string }{
		"nothing":                            {"", "the input is empty"},
		"too much":                           {strings.Repeat("x", 1<<20+1), "more than the 1048576"},
		"other text":                         {"hello", "no certificate found: expected -----BEGIN CERTIFICATE-----"},
		"a zero byte":                        {begin + "\x00" + body + end, "neither a certificate in DER nor text"},
		"binary":                             {"\x80\x81\x82", "neither a certificate in DER nor text"},
		"DER cut short":                      {string(cert.Raw[:len(cert.Raw)-1]), "cut short or damaged"},
		"DER and more":                       {string(cert.Raw) + "xyz", "followed by 3 bytes"},
		"two":                                {ordinary + ordinary, "holds 2 certificates, expected one"},
		"three on one line":                  {line + line + line, "holds 3 certificates, expected one"},
		"two on two lines":                   {line + "\n" + line, "holds 2 certificates, expected one"},
		"no markers":                         {body, "the certificate's markers are missing; put " + begin},
		"no markers, broken":                 {wrapped(body, "descr: ", 60), "the certificate's markers are missing"},
		"no END":                             {begin + body, "the certificate's end is missing"},
		"half an END":                        {begin + body + "-----END CERTIF", "the certificate's end is missing"},
		"no BEGIN":                           {body + end, "the certificate's beginning is missing"},
		"a BEGIN misspelt":                   {"-----BEGN CERTIFICATE-----" + body + end, "the certificate's beginning is missing"},
		"two BEGINs":                         {begin + body + begin, "the certificate's end is missing"},
		"two ENDs":                           {begin + body + end + end, "the certificate's beginning is missing"},
		"a whole one and half one":           {line + line[:300], "the certificate's end is missing"},
		"no dashes":                          {"BEGIN CERTIFICATE" + body + "END CERTIFICATE", "the BEGIN marker has lost or gained dashes; it must read " + begin},
		"a dash lost":                        {"----BEGIN CERTIFICATE-----" + body + end, "the BEGIN marker has lost or gained dashes"},
		"a dash lost at the end":             {line[:len(line)-1], "the END marker has lost or gained dashes; it must read " + end},
		"a blank lost":                       {strings.Replace(line, "BEGIN C", "BEGINC", 1), "the BEGIN marker has lost its blank; it must read " + begin},
		"a blank lost at the end":            {strings.Replace(line, "END C", "ENDC", 1), "the END marker has lost its blank; it must read " + end},
		"a dash gained":                      {"-" + line, "the BEGIN marker has lost or gained dashes"},
		"a dash gained at the end":           {line + "-", "the END marker has lost or gained dashes"},
		"en dashes":                          {strings.ReplaceAll(line, "-----", "–––––"), "the dashes of the BEGIN marker are not hyphens: a word processor"},
		"em dashes":                          {strings.ReplaceAll(line, "--", "—"), "the dashes of the BEGIN marker are not hyphens"},
		"one em dash at the end":             {strings.TrimSuffix(line, "--") + "—", "the dashes of the END marker are not hyphens"},
		"nothing between":                    {begin + "\n" + end, "nothing between the certificate's markers"},
		"a letter lost":                      {strings.Replace(line, "MII", "MI", 1), "not a multiple of four: letters were lost or added"},
		"a letter added":                     {strings.Replace(line, "MII", "MIII", 1), "not a multiple of four"},
		"four letters lost":                  {begin + body[:400] + body[404:] + end, "cut short or damaged"},
		"four letters added":                 {begin + body[:400] + "AAAA" + body[400:] + end, "is followed by 3 bytes"},
		"four letters lost and four added":   {begin + body[:400] + body[404:] + "AAAA" + end, "its inside is damaged"},
		"another character":                  {strings.Replace(line, "MII", "MI\u200bI", 1), `character 3 of the certificate's base64 is '\u200b' (U+200B)`},
		"mail's quoting":                     {"> " + strings.ReplaceAll(ordinary, "\n", "\n> "), "quoting marks (>) before its lines"},
		"a JSON list":                        {`["` + strings.ReplaceAll(strings.TrimSpace(ordinary), "\n", `","`) + `"]`, "in quotes, piece by piece"},
		"an escaped letter":                  {strings.Replace(line, "M", `\M`, 1), `is '\\' (U+005C)`},
		"quoted-printable":                   {strings.ReplaceAll(wrapped(line, "", 70), "\n", "=\n"), "quoted-printable"},
		"quoted-printable that hides dashes": {"=2D" + line[1:], "quoted-printable"},
		"quoted-printable padding":           {strings.Replace(string(readFile(t, "certs/arin-NET-3-0-0-0-1.oneline.txt")), "Ig==", "Ig=3D=3D", 1), "quoted-printable"},
		"the base64 of PEM":                  {base64.StdEncoding.EncodeToString([]byte(ordinary)), "the base64 of a whole PEM file"},
		"the base64 of PEM in a secret":      {"data:\n  tls.crt: " + base64.StdEncoding.EncodeToString([]byte(ordinary)) + "\n", "base64 -d OLD > NEW"},
		"the base64 of a private key":        {base64.StdEncoding.EncodeToString(readFile(t, "keys/pkcs8.pem")), "NEVER PUBLISH"},
		"a web page's source":                {strings.ReplaceAll(line, "+", "&#43;"), "source of a web page"},
		"percent-encoding":                   {url.PathEscape(ordinary), "percent-encoded"},
		"a form's encoding":                  {url.QueryEscape(ordinary), "percent-encoded"},
		"no markers, in XML":                 {"<ds:X509Certificate>\n" + wrapped(body, "", 76) + "</ds:X509Certificate>", "the certificate's markers are missing"},
		"a private key, no markers, in JSON": {`{"key": "` + base64.StdEncoding.EncodeToString(readFile(t, "keys/pkcs8.der")) + `"}`, "NEVER PUBLISH"},
		"a dash lost, beside prose":          {"the BEGIN CERTIFICATE line\n-" + line[5:], "lost or gained dashes"},
		"bits left over":                     {strings.Replace(string(readFile(t, "certs/arin-NET-3-0-0-0-1.oneline.txt")), "Ig==", "Ih==", 1), "base64 is damaged"},
		"padding inside":                     {begin + body[:400] + "====" + body[404:] + end, "base64 is damaged"},
		"another thing inside":               {begin + "AAAA" + end, "cut short or damaged"},
		"a public key inside":                {begin + base64.StdEncoding.EncodeToString(cert.RawSubjectPublicKeyInfo) + end, "found an RSA public key"},
		"a public key, no markers":           {base64.StdEncoding.EncodeToString(cert.RawSubjectPublicKeyInfo), "found an RSA public key"},
		"a private key, no markers": {
			base64.StdEncoding.EncodeToString(readFile(t, "keys/pkcs8.der")), "NEVER PUBLISH"},
		"an OpenSSH private key, no markers": {
			base64.StdEncoding.EncodeToString(pemBody(t, readFile(t, "keys/openssh.pem"))), "NEVER PUBLISH"},
		"a private key on one line": {strings.ReplaceAll(string(readFile(t, "keys/pkcs8.pem")), "\n", ""), "NEVER PUBLISH"},
		"a private key, damaged":    {"descr: –BEGIN RSA PRIVATE\ndescr: KEY–MIIE", "NEVER PUBLISH"},
		"a private key beside it":   {ordinary + string(readFile(t, "keys/pkcs8.pem")), "NEVER PUBLISH"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := certgen.ReadCertificate([]byte(c.text))
			require.ErrorContains(t, err, c.want)
		})
	}
}

// Every letter lost from a published line, and every one changed, is found:
// here, or by the signature.
func TestNoDamageToALineGoesUnseen(t *testing.T) {
	t.Parallel()
	cert := testCertificate(t)
	line := certgen.OneLine(cert)
	for i := range line {
		_, err := certgen.ReadCertificate([]byte(line[:i] + line[i+1:]))
		require.Error(t, err, "character %d lost", i)
	}
	for i := range line {
		letter := "A"
		if line[i] == 'A' {
			letter = "B"
		}
		got, err := certgen.ReadCertificate([]byte(line[:i] + letter + line[i+1:]))
		if err == nil {
			err = certgen.CheckSelfSignature(got)
		}
		require.Error(t, err, "character %d changed", i)
	}
}
