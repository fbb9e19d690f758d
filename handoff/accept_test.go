package handoff_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// take reads a response and accepts it for the stored request.
func take(t testing.TB, r *handoff.Request, data []byte) (*handoff.Accepted, error) {
	t.Helper()
	response, err := handoff.ParseResponse(data)
	if err != nil {
		require.Nil(t, response)
		return nil, err
	}
	return handoff.Accept(r, response, now)
}

// signatures returns the signatures of a response as text.
func signatures(data []byte) []string {
	var all []string
	for _, match := range regexp.MustCompile(`"signature": "([^"]*)"`).FindAllSubmatch(data, -1) {
		all = append(all, string(match[1]))
	}
	return all
}

func TestAcceptNamesWhatDoesNotFit(t *testing.T) {
	r, err := handoff.ParseRequest(readFile(t, "request.json"))
	require.NoError(t, err)
	data := readFile(t, "response.json")
	signed := signatures(data)
	require.Len(t, signed, 2)
	items := string(data[strings.Index(string(data), `"items"`):])
	one := items[strings.Index(items, "{") : strings.Index(items, "}")+1]
	two := items[strings.LastIndex(items[:len(items)-4], "{") : strings.LastIndex(items[:len(items)-4], "}")+1]
	cert := certgen.OneLine(testCertificate(t, "certificate.pem"))
	otherCert := certgen.OneLine(testCertificate(t, "other-certificate.pem"))
	otherSignature, err := sign.Sign(testKey(t, "other-key.pem"), []byte(first))
	require.NoError(t, err)
	keyText := func(name string) string {
		der, err := base64Key(t, name)
		require.NoError(t, err)
		return der
	}

	for name, test := range map[string]struct {
		id       problem.ID
		path     string
		old, new string
	}{
		"an answer to another request":   {handoff.OtherRequest, "/request", r.Digest().Full(), strings.Repeat("ab", 32)},
		"a digest in upper case":         {"bad-value", "/request", r.Digest().Full(), strings.ToUpper(r.Digest().Full())},
		"a short digest":                 {"bad-value", "/request", r.Digest().Full(), r.Digest().Full()[2:]},
		"another certificate":            {handoff.WrongKey, "/certificate", cert, otherCert},
		"the key instead of it":          {handoff.CertificateNeeded, "/publicKey", `"certificate": "` + cert, `"publicKey": "` + keyText("key.pem")},
		"another key instead of it":      {handoff.WrongKey, "/publicKey", `"certificate": "` + cert, `"publicKey": "` + keyText("other-key.pem")},
		"the key beside it":              {"extra-member", "/publicKey", `"items"`, `"publicKey": "` + keyText("key.pem") + `", "items"`},
		"no certificate and no key":      {"missing-member", "/items", `"certificate": "` + cert + `",`, ``},
		"a certificate with white space": {"bad-certificate", "/certificate", cert, cert[:100] + " " + cert[100:]},
		"a certificate without markers":  {"bad-certificate", "/certificate", cert, strings.Trim(strings.ReplaceAll(strings.ReplaceAll(cert, "BEGIN CERTIFICATE", ""), "END CERTIFICATE", ""), "-")},
		"a certificate on two lines":     {"bad-certificate", "/certificate", cert, cert[:91] + `\n` + cert[91:]},
		"too many messages":              {"too-many-messages", "/items", one, one + strings.Repeat(","+one, handoff.MaxMessages)},
		"a certificate cut short":        {"bad-certificate", "/certificate", cert, cert[:100]},
		"a message changed":              {"message-changed", "/items/0/message", `|64496|`, `|64497|`},
		"a message that is none":         {"bad-value", "/items/0/message", `|64496|`, `|AS64496|`},
		"the first message left out":     {"message-moved", "/items/0/message", one + ",", ""},
		"the last message left out":      {"missing-message", "/items", "," + items[strings.Index(items, "}")+2:strings.LastIndex(items, "}\n  ]")] + "}", ""},
		"a message more":                 {"extra-message", "/items/2/message", two, two + "," + strings.Replace(one, "|64496|", "|64497|", 1)},
		"a message again":                {"extra-message", "/items/2/message", two, two + "," + one},
		"messages in another order":      {"message-moved", "/items/0/message", items, strings.NewReplacer(one, two, two, one).Replace(items)},
		"signatures in another order":    {"signature-moved", "/items/0/signature", items, strings.NewReplacer(signed[0], signed[1], signed[1], signed[0]).Replace(items)},
		"a signature for two messages":   {"signature-moved", "/items/1/signature", signed[1], signed[0]},
		"another key's signature":        {"bad-signature", "/items/0/signature", signed[0], otherSignature.String()},
		"a signature in plain base64":    {"bad-value", "/items/0/signature", signed[0], strings.NewReplacer("-", "+", "~", "/", "_", "=").Replace(signed[0])},
		"an extra member":                {"extra-member", "/more", `"request"`, `"more": "", "request"`},
		"an item without its message":    {"member-order", "/items/0/signature", one, regexp.MustCompile(`"message": "[^"]*",`).ReplaceAllString(one, "")},
		"an extra member of an item":     {"extra-member", "/items/0/more", one, strings.Replace(one, "}", `, "more": ""}`, 1)},
		"a certificate that is null":     {"wrong-type", "/certificate", `"` + cert + `"`, "null"},
		"a request for a response":       {"other-kind", "/kind", "byoasn-response", "byoasn-request"},
		"a later version":                {"later-version", "/version", `"version": 1`, `"version": 12`},
		"something after the end":        {"trailing-data", "", "]\n}", "]}\n1"},
	} {
		t.Run(name, func(t *testing.T) {
			accepted, err := take(t, r, change(t, data, test.old, test.new))
			e := refused(t, test.id, err)
			require.Equal(t, "response", e.Field)
			require.Equal(t, test.path, e.Path, err.Error())
			require.Nil(t, accepted)
		})
	}
	_, err = handoff.Accept(r, &handoff.Response{}, now)
	refused(t, handoff.OtherRequest, err)
	_, err = handoff.Accept(&handoff.Request{}, &handoff.Response{}, now)
	refused(t, "no-messages", err)
}

// base64Key is a public key as a response has it.
func base64Key(t testing.TB, name string) (string, error) {
	t.Helper()
	r := request(t, handoff.Options{}, first)
	response, err := handoff.Respond(testKey(t, name), nil, r, now)
	require.NoError(t, err)
	match := regexp.MustCompile(`"publicKey": "([^"]*)"`).FindSubmatch(response.Marshal())
	require.NotNil(t, match)
	_, err = base64.StdEncoding.DecodeString(string(match[1]))
	return string(match[1]), err
}

func TestAcceptTellsARequestFromItsTwin(t *testing.T) {
	for _, twin := range []*handoff.Request{
		request(t, handoff.Options{Note: "renewal, ticket 4711"}, first, second),
		request(t, handoff.Options{Signer: named(t).Signer}, first, second),
		request(t, named(t), second, first),
		request(t, named(t), first),
	} {
		_, err := take(t, twin, readFile(t, "response.json"))
		refused(t, handoff.OtherRequest, err)
	}
	_, err := take(t, request(t, named(t), first, second), readFile(t, "response.json"))
	require.NoError(t, err, "an equal request is the same")
}

func TestAResponseWithAKeyAloneIsReadStrictly(t *testing.T) {
	r := request(t, handoff.Options{}, first)
	response, err := handoff.Respond(testKey(t, "key.pem"), nil, r, now)
	require.NoError(t, err)
	data := response.Marshal()
	_, err = take(t, r, data)
	require.NoError(t, err)
	key, err := base64Key(t, "key.pem")
	require.NoError(t, err)
	for name, changed := range map[string]string{
		"padding too much": key + "=",
		"a line break":     key[:64] + `\n` + key[64:],
		"nothing":          "",
		"more at its end":  key + "AAAA",
		"a certificate":    base64.StdEncoding.EncodeToString(testCertificate(t, "certificate.pem").Raw),
		"PEM":              base64.StdEncoding.EncodeToString(readFile(t, "certificate.pem")),
		"a private key":    base64.StdEncoding.EncodeToString(readFile(t, "key.pem")),
	} {
		_, err := take(t, r, change(t, data, key, changed))
		e := refused(t, "bad-key", err)
		require.Equal(t, "/publicKey", e.Path, name)
	}
}

func TestAPrivateKeyInAResponseIsNotRepeated(t *testing.T) {
	private := readFile(t, "key.pem")
	cert := certgen.OneLine(testCertificate(t, "certificate.pem"))
	line := strings.ReplaceAll(string(private), "\n", "")
	_, err := handoff.ParseResponse(change(t, readFile(t, "response.json"), cert, line))
	e := refused(t, "bad-certificate", err)
	require.NotContains(t, e.Error(), line[40:60])
}

func TestASignerCanBeNamedAfterwards(t *testing.T) {
	response := respond(t, request(t, handoff.Options{}, first))
	own, other := signerOf(t, testCertificate(t, "certificate.pem")), signerOf(t, testCertificate(t, "other-certificate.pem"))
	require.NoError(t, response.CheckSigner(handoff.Signer{}))
	require.NoError(t, response.CheckSigner(own))
	require.NoError(t, response.CheckSigner(handoff.Signer{PublicKey: own.PublicKey}))
	require.Equal(t, "/certificate", refused(t, handoff.WrongKey, response.CheckSigner(other)).Path)
	e := refused(t, "certificate-mismatch", response.CheckSigner(handoff.Signer{Certificate: other.Certificate}))
	require.Contains(t, e.Error(), "is not what is wanted, which names the certificate SHA-256 "+string(other.Certificate))
}
