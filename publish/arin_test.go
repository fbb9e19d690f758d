package publish_test

import (
	"encoding/xml"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A net is a NET payload as Go's own decoder reads it.
type net struct {
	XMLName xml.Name `xml:"http://www.arin.net/regrws/core/v1 net"`
	Comment []struct {
		Number int    `xml:"number,attr"`
		Text   string `xml:",chardata"`
	} `xml:"http://www.arin.net/regrws/core/v1 comment>line"`
	Handle string `xml:"http://www.arin.net/regrws/core/v1 handle"`
}

// asWhois shows a payload's comment as ARIN's whois does.
func asWhois(t *testing.T, payload string) string {
	t.Helper()
	var n net
	require.NoError(t, xml.Unmarshal([]byte(payload), &n))
	var text strings.Builder
	text.WriteString("NetRange:       198.51.100.0 - 198.51.100.255\nNetHandle:      " + n.Handle + "\n")
	for i, line := range n.Comment {
		require.Equal(t, n.Comment[0].Number+i, line.Number, "lines are numbered one after the other")
		text.WriteString("Comment:        " + line.Text + "\n")
	}
	return text.String() + "Ref:            https://rdap.arin.net/registry/ip/198.51.100.0\n"
}

func TestANETPayloadGetsOneCommentLineMoreAndNothingElse(t *testing.T) {
	payload := file(t, "made-arin-net.xml")
	noComment := payload[:strings.Index(payload, "    <comment>")] + payload[strings.Index(payload, "    <pocLinks/>"):]
	tests := map[string]string{
		"after the lines that are there":      payload,
		"where there is no comment":           noComment,
		"where the comment is empty":          strings.Replace(noComment, "<pocLinks/>", "<comment/><pocLinks/>", 1),
		"where the version comes first":       strings.Replace(noComment, "    <pocLinks/>", "    <version>4</version><pocLinks/>", 1),
		"with a prefix for the namespace":     prefixed(payload),
		"with a prefix and no comment":        prefixed(noComment),
		"without a declaration or any blanks": strings.Join(strings.Fields(strings.SplitN(payload, "?>", 2)[1]), " "),
	}
	for name, payload := range tests {
		t.Run(name, func(t *testing.T) {
			c := change(t, registry.ARIN, network)
			update, err := c.Update([]byte(payload))
			require.NoError(t, err)
			require.Equal(t, "NET-198-51-100-0-1", update.Key)
			require.Empty(t, update.JSON)
			require.Equal(t, update.Text, update.Body())
			requireAloneIn(t, c.Certificate, asWhois(t, update.Text), "Public Comments")

			before, after := outside(t, payload), outside(t, update.Text)
			require.Equal(t, before, after, "beside the comment, every byte is as it was")

			c.Remove = true
			back, err := c.Update([]byte(update.Text))
			require.NoError(t, err)
			require.NotContains(t, back.Text, certgen.OneLine(c.Certificate))
			require.Equal(t, asWhois(t, payload), asWhois(t, back.Text))
		})
	}
}

// prefixed gives every element of a payload a prefix.
func prefixed(payload string) string {
	return strings.NewReplacer("</", "</core:", "<?", "<?", "<", "<core:", "xmlns=", "xmlns:core=").Replace(payload)
}

// outside is a payload without its comment.
func outside(t *testing.T, payload string) string {
	t.Helper()
	for _, prefix := range []string{"", "core:"} {
		payload = strings.Replace(payload, "<comment/>", "", 1)
		if from := strings.Index(payload, "<"+prefix+"comment>"); from >= 0 {
			end := "</" + prefix + "comment>"
			payload = payload[:from] + payload[strings.Index(payload, end)+len(end):]
		}
	}
	// a comment that is new begins a line of its own nowhere
	return strings.ReplaceAll(payload, "    \n", "")
}

func TestLinesOfACommentThatFollowMoveUp(t *testing.T) {
	c := change(t, registry.ARIN, network)
	c.Remove = true
	asPEM := strings.TrimSpace(string(certgen.MarshalCertificate(c.Certificate)))
	var lines strings.Builder
	for i, text := range append(strings.Split(asPEM, "\n"), "the end") {
		fmt.Fprintf(&lines, `<line number="%d">%s</line>`, i+2, text)
	}
	payload := strings.Replace(file(t, "made-arin-net.xml"), "    </comment>", lines.String()+"</comment>", 1)
	update, err := c.Update([]byte(payload))
	require.NoError(t, err)
	whois := asWhois(t, update.Text)
	require.NotContains(t, whois, "CERTIFICATE")
	require.Contains(t, whois, "geo.csv\nComment:        the end\n")
}

func TestAPayloadThatCannotBeSentBackIsRefused(t *testing.T) {
	payload := file(t, "made-arin-net.xml")
	without := func(from, to string) string {
		return payload[:strings.Index(payload, from)] + payload[strings.Index(payload, to)+len(to):]
	}
	line := certgen.OneLine(certificate(t))
	tests := map[string]struct{ payload, says string }{
		"empty":                      {"", "no element net"},
		"cut short":                  {payload[:len(payload)-10], "no XML that can be read"},
		"text":                       {"NetRange: 192.0.2.0 - 192.0.2.255\n", "no element net"},
		"another payload":            {strings.ReplaceAll(payload, "net>", "org>"), "no XML that can be read"},
		"ARIN's Whois-RWS":           {strings.Replace(payload, "regrws/core/v1", "whoisrws/core/v1", 1), "Reg-RWS"},
		"a list":                     {`<collection xmlns="http://www.arin.net/regrws/core/v1">` + strings.SplitN(payload, "?>", 2)[1] + `</collection>`, "collection"},
		"two nets":                   {payload + strings.SplitN(payload, "?>", 2)[1], "expected"},
		"a document type":            {strings.Replace(payload, "<net ", `<!DOCTYPE net [<!ENTITY x "y">]><net `, 1), "document type"},
		"an entity":                  {strings.Replace(payload, "Geofeed", "&x;", 1), "no XML that can be read"},
		"an empty net":               {`<net xmlns="http://www.arin.net/regrws/core/v1"/>`, "empty"},
		"without a handle":           {without("<handle>", "</handle>"), "handle"},
		"with a handle that is none": {strings.Replace(payload, "NET-198-51-100-0-1", "../org/X", 1), "handle"},
		"without blocks":             {without("<netBlocks>", "</netBlocks>"), "netBlocks"},
		"a block without an end":     {without("<endAddress>", "</endAddress>"), "does not hold"},
		"an address that is none":    {strings.Replace(payload, "198.051.100.255", "198.051.100", 1), "address"},
		"another network":            {strings.ReplaceAll(payload, "198.051.100", "203.000.113"), "does not hold"},
		"two comments":               {strings.Replace(payload, "<pocLinks/>", "<comment/>", 1), "two comments"},
		"markup in the comment":      {strings.Replace(payload, "Geofeed", "<b>Geofeed</b>", 1), "lines alone"},
		"a line without a number":    {strings.Replace(payload, `number="1"`, "", 1), "number"},
		"far too deep":               {strings.Replace(payload, "<pocLinks/>", strings.Repeat("<x>", 20)+strings.Repeat("</x>", 20), 1), "too many"},
		"with the line":              {strings.Replace(payload, "Geofeed https://example.net/geo.csv", line, 1), "already"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.NotEqual(t, payload, test.payload)
			_, err := change(t, registry.ARIN, network).Update([]byte(test.payload))
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestAParentBlockIsTakenForARangeWithinIt(t *testing.T) {
	c := change(t, registry.ARIN, resource.OfCIDR(netip.MustParsePrefix("198.51.100.128/25")))
	update, err := c.Update([]byte(file(t, "made-arin-net.xml")))
	require.NoError(t, err)
	require.Equal(t, "https://reg.arin.net/rest/net/NET-198-51-100-0-1", update.Calls[0].URL)
	require.Equal(t, "ARIN_API_KEY", update.Calls[0].Variable())
}

func TestNoUpdateIsMadeUpWhereTheRegistryHasNoInterfaceForIt(t *testing.T) {
	for _, c := range []publish.Change{change(t, registry.ARIN, asn), change(t, registry.APNIC, asn), change(t, registry.APNIC, network)} {
		_, err := c.Update([]byte("x"))
		require.ErrorIs(t, err, publish.NoUpdate)
		_, ok := c.Get()
		require.False(t, ok)
	}
}
