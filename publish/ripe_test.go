package publish_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func TestAnObjectOfTheRIPEDatabaseGetsOneDescrMoreAndNothingElse(t *testing.T) {
	tests := []struct {
		name   string
		of     resource.Resource
		object string
		after  string // the line before the new one
	}{
		{"after the last descr, continuation lines included", asn, file(t, "made-ripe-autnum.txt"), "+and here"},
		{"after the name, if there is no descr", subnet6, file(t, "made-ripe-inet6num.txt"), "netname:        EXAMPLE-NET"},
		{"with the line ends that it has", asn, strings.ReplaceAll(file(t, "made-ripe-autnum.txt"), "\n", "\r\n"), "+and here"},
		{"with names in any case", asn, strings.ReplaceAll(file(t, "made-ripe-autnum.txt"), "descr:", "Descr:"), "+and here"},
		{"in an inetnum that holds the range", resource.OfCIDR(netip.MustParsePrefix("192.0.2.128/25")),
			"inetnum:        192.0.2.0 - 192.0.2.255\nnetname: X\ndescr: Y\nsource: RIPE\n", "descr: Y"},
		{"in an object without a name", asn, "aut-num: AS64496\nmnt-by: X\nsource: RIPE\n", "aut-num: AS64496"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := change(t, registry.RIPE, test.of)
			update, err := c.Update([]byte(test.object))
			require.NoError(t, err)
			requireAloneIn(t, c.Certificate, update.Text, "descr")
			line := certgen.OneLine(c.Certificate)
			require.Equal(t, test.object, lessLine(t, update.Text, line))
			before, _, _ := strings.Cut(update.Text, "descr:          "+line)
			require.True(t, strings.HasSuffix(strings.TrimRight(before, "\r\n"), test.after))

			c.Remove = true
			back, err := c.Update([]byte(update.Text))
			require.NoError(t, err)
			require.Equal(t, test.object, back.Text, "taken out again, it is what it was")
		})
	}
}

func TestJSONAndTextOfTheRIPEDatabaseAreTheSameObject(t *testing.T) {
	c := change(t, registry.RIPE, asn)
	text, err := c.Update([]byte(file(t, "made-ripe-autnum.txt")))
	require.NoError(t, err)

	c.Remove = true
	back, err := c.Update([]byte(text.JSON))
	require.NoError(t, err)
	require.Equal(t, file(t, "made-ripe-autnum.txt"), back.Text, "through JSON and back, byte for byte")

	var document struct {
		Objects struct {
			Object []struct {
				Type       string
				Source     struct{ ID string }
				Attributes struct{ Attribute []map[string]string }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text.JSON), &document))
	require.Len(t, document.Objects.Object, 1)
	object := document.Objects.Object[0]
	require.Equal(t, "aut-num", object.Type)
	require.Equal(t, "RIPE", object.Source.ID)
	require.Equal(t, map[string]string{"name": "aut-num", "value": "AS64496"}, object.Attributes.Attribute[0])
	require.Equal(t, map[string]string{"name": "descr", "value": certgen.OneLine(c.Certificate)}, object.Attributes.Attribute[4])
	require.Equal(t, "A second line\n                that goes on here\n+\n+and here", object.Attributes.Attribute[3]["value"])
}

func TestAnAnswerOfTheRESTAPIIsRead(t *testing.T) {
	answer := strings.ReplaceAll(file(t, "made-ripe-rest-as102-copy.json"), "TEST-GRS", "RIPE")
	c := change(t, registry.RIPE, resource.OfASN(102))
	update, err := c.Update([]byte(answer))
	require.NoError(t, err)
	requireAloneIn(t, c.Certificate, update.Text, "descr")
	require.Equal(t, `aut-num:        AS102
as-name:        End-User-2
descr:          description
`, strings.SplitAfter(update.Text, "description\n")[0])
	require.Contains(t, update.Text, "\nsource:         RIPE\nremarks:        ****")

	t.Run("a comment that stands apart goes back to its value", func(t *testing.T) {
		answer := strings.Replace(answer, `"value" : "End-User-2"`, `"value" : "End-User-2", "comment" : "ours"`, 1)
		update, err := c.Update([]byte(answer))
		require.NoError(t, err)
		require.Contains(t, update.Text, "\nas-name:        End-User-2 # ours\n")
	})
}

func TestWhatAWhoisServerWritesBesideTheObjectIsLeftOut(t *testing.T) {
	object := file(t, "made-ripe-autnum.txt")
	answer := "% This is the RIPE Database query service.\n\n% Abuse contact for 'AS64496' is 'abuse@example.net'\n\n" + object +
		"\nrole:           Example NOC\nnic-hdl:        EX1-RIPE\nsource:         RIPE\n\n% This query was served by X\n"
	c := change(t, registry.RIPE, asn)
	update, err := c.Update([]byte(answer))
	require.NoError(t, err)
	require.Equal(t, object, lessLine(t, update.Text, certgen.OneLine(c.Certificate)))
}

func TestAnObjectThatCannotBeSentBackIsRefused(t *testing.T) {
	object := file(t, "made-ripe-autnum.txt")
	line := certgen.OneLine(certificate(t))
	tests := []struct {
		name   string
		object string
		id     problem.ID
		says   string
	}{
		{"filtered", strings.Replace(object, "source:         RIPE", "source:         RIPE # Filtered", 1), publish.Filtered, "AS64496.json?unfiltered&unformatted'"},
		{"filtered, in JSON", `{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"source","value":"RIPE","comment":"Filtered"}]}}]}}`, publish.Filtered, "notify"},
		{"of another number", strings.ReplaceAll(object, "AS64496", "AS64499"), "other-object", "is not that of AS64496"},
		{"a route", "route: 192.0.2.0/24\norigin: AS64496\nsource: RIPE\n", "other-object", "curl"},
		{"a copy", strings.Replace(object, "source:         RIPE", "source:         RIPE-NONAUTH", 1), "other-object", "RIPE-NONAUTH"},
		{"twice", object + "\n" + object, "other-object", "one of 2"},
		{"without its end", strings.Replace(object, "source:         RIPE\n", "", 1), publish.NotAnObject, "cut short"},
		{"XML", "<whois-resources/>", publish.NotAnObject, "XML"},
		{"a sentence", "AS64496 is ours\n", publish.NotAnObject, "no attribute"},
		{"beginning in the middle", "   goes on\nsource: RIPE\n", publish.NotAnObject, "line 1"},
		{"with a password", object + "password: hunter2\n", publish.NotAnObject, "secret"},
		{"nothing", "\n", publish.NotAnObject, "none"},
		{"an answer that there is none", "%ERROR:101: no entries found\n", publish.NotAnObject, "none"},
		{"JSON of an error", `{"errormessages":{"errormessage":[{"severity":"Error","text":"x"}]}}`, publish.NotAnObject, "none"},
		{"JSON of an object without attributes", `{"objects":{"object":[{"type":"aut-num"}]}}`, publish.NotAnObject, "none"},
		{"JSON without a name", `{"objects":{"object":[{"attributes":{"attribute":[{"value":"AS64496"}]}}]}}`, publish.NotAnObject, "name"},
		{"JSON that is cut short", `{"objects":{"object":[`, "cut-short", ""},
		{"JSON with a member in capitals", `{"Objects":{}}`, "other-case", ""},
		{"one that has the line", object + "descr: " + line + "\n", publish.AlreadyPublished, "already"},
		{"one larger than the database takes", "descr: " + strings.Repeat("x", 5_000_000), publish.NotAnObject, "5000000"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := change(t, registry.RIPE, asn).Update([]byte(test.object))
			require.ErrorIs(t, err, test.id)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "hunter2")
		})
	}
}

func TestACertificateIsTakenOutInWhateverFormItStands(t *testing.T) {
	object := file(t, "made-ripe-autnum.txt")
	c := change(t, registry.RIPE, asn)
	c.Remove = true
	line := certgen.OneLine(c.Certificate)
	asPEM := strings.TrimSpace(string(certgen.MarshalCertificate(c.Certificate)))
	tests := map[string]string{
		"in remarks":                   "remarks:        " + line + "\n",
		"in a descr for each line":     "descr:          " + strings.ReplaceAll(asPEM, "\n", "\ndescr:          ") + "\n",
		"on continuation lines":        "descr:          " + strings.ReplaceAll(asPEM, "\n", "\n                ") + "\n",
		"on lines that begin with a +": "remarks:        " + strings.ReplaceAll(asPEM, "\n", "\n+") + "\n",
		"with a blank in it":           "descr:          " + line[:900] + " " + line[900:] + "\n",
		"with a comment":               "descr:          " + line + " # for AWS\n",
	}
	for name, published := range tests {
		t.Run(name, func(t *testing.T) {
			update, err := c.Update([]byte(strings.Replace(object, "org:", published+"org:", 1)))
			require.NoError(t, err)
			require.Equal(t, object, update.Text)
		})
	}
	t.Run("but no other certificate, and nothing beside it", func(t *testing.T) {
		other := certgen.OneLine(certificateNamed(t, "arin-NET-76-76-21-0-1.oneline.txt"))
		for _, published := range []string{other, line + "x", "our line: " + line, line[:900]} {
			_, err := c.Update([]byte(object + "descr: " + published + "\n"))
			require.ErrorIs(t, err, publish.NotPublished, published)
		}
	})
}

func TestTheCallsNameTheObjectThatIsThere(t *testing.T) {
	tests := []struct{ key, get, put string }{
		{"aut-num: AS64496", "aut-num/AS64496.json", "aut-num/AS64496"},
		{"inetnum: 192.0.2.0 - 192.0.2.255", "inetnum/192.0.2.0%20-%20192.0.2.127.json", "inetnum/192.0.2.0%20-%20192.0.2.255"},
		{"inet6num: 2001:db8::/32", "inet6num/2001:db8::/48.json", "inet6num/2001:db8::/32"},
	}
	resources := []resource.Resource{asn, resource.OfCIDR(netip.MustParsePrefix("192.0.2.0/25")), resource.OfCIDR(netip.MustParsePrefix("2001:db8::/48"))}
	for i, test := range tests {
		t.Run(test.key, func(t *testing.T) {
			c := change(t, registry.RIPE, resources[i])
			get, ok := c.Get()
			require.True(t, ok)
			require.Equal(t, "https://rest.db.ripe.net/ripe/"+test.get+"?unfiltered&unformatted", get.URL)
			require.Empty(t, get.Variable())
			for source, base := range map[string]string{"RIPE": "https://rest.db.ripe.net/ripe/", "TEST": "https://rest-test.db.ripe.net/test/"} {
				update, err := c.Update(fmt.Appendf(nil, "%s\nsource: %s\n", test.key, source))
				require.NoError(t, err)
				require.Len(t, update.Calls, 2)
				require.Equal(t, base+test.put+"?dry-run&unformatted", update.Calls[0].URL)
				require.Equal(t, base+test.put+"?unformatted", update.Calls[1].URL)
			}
		})
	}
}
