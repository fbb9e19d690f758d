package provision_test

import (
	"encoding/pem"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
)

func krill(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/parent-response-krill.xml")
	require.NoError(t, err)
	return string(data)
}

func TestAParentResponseIsRead(t *testing.T) {
	p, err := provision.ParseParentResponse([]byte(krill(t)))
	require.NoError(t, err)
	require.Equal(t, "1", p.Version)
	require.Equal(t, "https://localhost:3000/rfc6492/testbed", p.ServiceURI)
	require.Equal(t, "newca", p.ChildHandle)
	require.Equal(t, "testbed", p.ParentHandle)
	block, rest := pem.Decode([]byte(p.TrustAnchorPEM()))
	require.Empty(t, rest)
	require.Equal(t, "CERTIFICATE", block.Type)
	require.Equal(t, p.TrustAnchor, block.Bytes)

	t.Run("with all that RFC 8183 allows beside it", func(t *testing.T) {
		text := strings.NewReplacer("<parent_response ", "<?xml version=\"1.0\"?>\n<!-- ours -->\n<parent_response tag=\"A0001\" ",
			"</parent_response>", "<offer/>\n<referral referrer=\"Alice/Bob\">Rm9v</referral>\n</parent_response>\n").Replace(krill(t))
		again, err := provision.ParseParentResponse([]byte("\ufeff" + text))
		require.NoError(t, err)
		require.Equal(t, p, again)
	})
	t.Run("with line breaks in the certificate, and a prefix for the namespace", func(t *testing.T) {
		text := strings.NewReplacer("<p", "<x:p", "</p", "</x:p", "xmlns=", "xmlns:x=", "MIID", "\n  MI\r\nID").Replace(krill(t))
		again, err := provision.ParseParentResponse([]byte(text))
		require.NoError(t, err)
		require.Equal(t, p, again)
	})
}

func TestWhatIsNoParentResponseIsRefused(t *testing.T) {
	text := krill(t)
	anchor := text[strings.Index(text, "  <parent_bpki_ta>"):strings.Index(text, "</parent_response>")]
	with := func(old, new string) string { return strings.Replace(text, old, new, 1) }
	tests := map[string]struct{ text, says string }{
		"nothing":                       {"", "no element"},
		"a sentence":                    {"see attached", "is text where there is none"},
		"JSON":                          {`{"service_uri": "x"}`, "is text where there is none"},
		"cut short":                     {text[:len(text)-30], "no XML that can be read"},
		"AWS's own request":             {`<child_request xmlns="http://www.hactrn.net/uris/rpki/rpki-setup/" version="1" child_handle="aws"/>`, "hand it in there"},
		"a publication server's answer": {`<repository_response xmlns="http://www.hactrn.net/uris/rpki/rpki-setup/" version="1"/>`, "publication server"},
		"an error":                      {`<error xmlns="http://www.hactrn.net/uris/rpki/rpki-setup/" version="1" reason="refused"/>`, "something is wrong"},
		"another document":              {`<html xmlns="http://www.hactrn.net/uris/rpki/rpki-setup/"/>`, "no document of RFC 8183"},
		"HTML":                          {`<html><body></body></html>`, "in another namespace"},
		"the namespace before the RFC":  {with("rpki/rpki-setup/", "rpki/myrpki/"), "in another namespace"},
		"another version":               {with(`version="1"`, `version="2"`), `"2" is the version`},
		"no version":                    {with(`version="1"`, ""), "is the version"},
		"no child_handle":               {with(`child_handle="newca"`, ""), "child_handle"},
		"a parent_handle with a blank":  {with(`"testbed"`, `"test bed"`), "parent_handle"},
		"a handle that is too long":     {with("newca", strings.Repeat("x", 256)), "child_handle"},
		"a service_uri of a file":       {with("https://localhost:3000/rfc6492/testbed", "file:///etc/passwd"), "service_uri"},
		"a service_uri with a user":     {with("https://localhost", "https://user:secret@localhost"), "service_uri"},
		"an unknown attribute":          {with(`version="1"`, `version="1" valid_until="x"`), "valid_until"},
		"an unknown element":            {with("</parent_response>", "<contact_info/></parent_response>"), "contact_info"},
		"an element of elsewhere":       {with("</parent_response>", `<x xmlns="urn:x"/></parent_response>`), "another namespace"},
		"an element in the anchor":      {with("MIID", "<b>MIID</b>"), "within"},
		"no anchor":                     {strings.Replace(text, anchor, "", 1), "not one parent_bpki_ta"},
		"two anchors":                   {strings.Replace(text, anchor, anchor+anchor, 1), "not one parent_bpki_ta"},
		"an anchor that is PEM":         {with("MIID", "-----BEGIN CERTIFICATE-----MIID"), "not a certificate in base64"},
		"an anchor cut short":           {with("NHLqs=", "NHLq"), "not a certificate in base64"},
		"an anchor that is too long":    {with("MIID", strings.Repeat("A", 512001)), "too long"},
		"text beside the elements":      {with("</parent_response>", "x</parent_response>"), "is text where there is none"},
		"two documents":                 {text + text, "where RFC 8183 has none"},
		"a document type":               {`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + text, "document type"},
		"an entity":                     {with("newca", "&e;"), "no XML that can be read"},
		"attributes without end":        {with(`version="1"`, `version="1"`+strings.Repeat(` xmlns:a="b"`, 9)), ""},
		"more than a megabyte":          {text + strings.Repeat(" ", 1<<20), "larger"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := provision.ParseParentResponse([]byte(test.text))
			require.Nil(t, p)
			require.ErrorIs(t, err, problem.ID("not-a-parent-response"))
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "secret@")
		})
	}
}

func FuzzParseParentResponse(f *testing.F) {
	f.Add(krill(f))
	f.Add(`<parent_response xmlns="http://www.hactrn.net/uris/rpki/rpki-setup/" version="1"/>`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := provision.ParseParentResponse([]byte(text))
		if err != nil {
			var is *problem.Problem
			require.True(t, errors.As(err, &is))
			return
		}
		require.NotEmpty(t, p.TrustAnchor)
		require.NotEmpty(t, p.ServiceURI)
	})
}
