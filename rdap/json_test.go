package rdap_test

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// records reads the files of testdata/records that a pattern names, by name.
func records(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "records", pattern))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	found := make(map[string][]byte)
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NotEmpty(t, data)
		found[filepath.Base(name)] = data
	}
	return found
}

// A fact is what a record is expected to say.
type fact struct {
	file       string
	class      rdap.Class
	registry   registry.Registry
	handle     string
	name       string
	status     string // joined with ", "
	asns       string // first and last, "" if there is no range
	addresses  string // start and end, "" if there are none
	texts      []string
	incomplete []string
}

// summary writes a text on one line: whose it is, its title, type or attribute,
// and how many lines it has.
func summary(text rdap.Text) string {
	owner := "own"
	if text.Entity != nil {
		owner = text.Entity.Handle + " " + strings.Join(text.Entity.Roles, "+")
	}
	title := text.Title + text.Type + text.Attribute
	return fmt.Sprintf("%s: %q, %d", owner, title, len(text.Lines))
}

func (f fact) require(t *testing.T, r *rdap.Record) {
	t.Helper()
	got := fact{file: f.file, class: r.Class, registry: r.Registry, handle: r.Handle, name: r.Name,
		status: strings.Join(r.Status, ", "), incomplete: r.Incomplete}
	if r.HasRange {
		got.asns = r.First.String() + "-" + r.Last.String()
	}
	if r.Start.IsValid() {
		got.addresses = r.Start.String() + "-" + r.End.String()
	}
	for _, text := range r.Texts {
		got.texts = append(got.texts, summary(text))
	}
	require.Equal(t, f, got)
}

var recorded = []fact{
	{file: "afrinic-autnum-37271.json", class: rdap.Autnum, registry: registry.AFRINIC,
		handle: "AS37271", name: "ORG-WCL1-AFRINIC", status: "active", asns: "37271-37271"},
	{file: "apnic-autnum-9269.json", class: rdap.Autnum, registry: registry.APNIC,
		handle: "AS9269", name: "HKBN-AS-AP", status: "active", asns: "9269-9269",
		texts: []string{`own: "description", 1`, `IRT-HKBN-HK abuse: "remarks", 2`}},
	{file: "apnic-ip-1.1.1.0-24.json", class: rdap.Network, registry: registry.APNIC,
		handle: "1.1.1.0 - 1.1.1.255", name: "APNIC-LABS", status: "active", addresses: "1.1.1.0-1.1.1.255",
		texts: []string{`own: "description", 3`, `own: "remarks", 4`, `IRT-APNICRANDNET-AU abuse: "remarks", 1`}},
	{file: "arin-autnum-16509-no-remarks.json", class: rdap.Autnum, registry: registry.ARIN,
		handle: "AS16509", name: "AMAZON-02", status: "active", asns: "16509-16509",
		texts: []string{`IPROU3-ARIN routing: "Registration Comments", 3`, `AEA8-ARIN abuse: "Registration Comments", 9`,
			`IPMAN40-ARIN administrative: "Registration Comments", 3`}},
	{file: "arin-autnum-2914.json", class: rdap.Autnum, registry: registry.ARIN,
		handle: "AS2914", name: "NTT-LTD-2914", status: "active", asns: "2914-2914",
		texts: []string{`own: "Registration Comments", 2`}},
	{file: "arin-ip-206.41.110.0.json", class: rdap.Network, registry: registry.ARIN,
		handle: "NET-206-41-110-0-1", name: "CHIX", status: "active", addresses: "206.41.110.0-206.41.110.255",
		texts: []string{`own: "Registration Comments", 1`}},
	{file: "arin-ip-2620-119-35-carriage-returns.json", class: rdap.Network, registry: registry.ARIN,
		handle: "NET6-2620-119-1", name: "OPENDNS-V6-NET-1", status: "active",
		addresses: "2620:119::-2620:119:ff:ffff:ffff:ffff:ffff:ffff",
		texts: []string{`own: "Registration Comments", 3`, `OPEND-2 registrant: "Registration Comments", 5`,
			`MURRA56-ARIN technical+abuse+noc+administrative: "Registration Comments", 3`}},
	{file: "lacnic-autnum-28000.json", class: rdap.Autnum, registry: registry.LACNIC,
		handle: "AS28000", name: "28000", status: "active", asns: "28000-28000",
		texts: []string{`own: "description", 1`}},
	{file: "registrobr-autnum-53170-truncated.json", class: rdap.Autnum, registry: registry.LACNIC,
		handle: "53170", name: "ASN53170", asns: "53170-53170",
		texts:      []string{`own: "object truncated due to server policy", 0`},
		incomplete: []string{"object truncated due to server policy"}},
	{file: "ripe-autnum-16276-2021-no-range.json", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS16276", name: "OVH", asns: "16276-16276"},
	{file: "ripe-autnum-205697.json", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS205697", name: "ALOJALIA", status: "active", asns: "205697-205697", texts: []string{`own: "", 26`}},
	{file: "ripe-autnum-61399.json", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS61399", name: "KG-IX", status: "active", asns: "61399-61399"},
	{file: "ripe-autnum-8283.json", class: rdap.Autnum, registry: registry.RIPE,
		handle: "AS8283", name: "COLOCLUE-AS", status: "active", asns: "8283-8283", texts: []string{`own: "", 290`}},
}

const errorAnswer = "ripe-error-501.json"

func TestParseJSONReadsEveryRecordedAnswer(t *testing.T) {
	answers := records(t, "*.json")
	require.Len(t, answers, len(recorded)+1, "each answer is a fact, or the error")
	for _, want := range recorded {
		t.Run(want.file, func(t *testing.T) {
			record, err := rdap.ParseJSON(answers[want.file])
			require.NoError(t, err)
			require.Equal(t, rdap.JSON, record.Source)
			want.require(t, record)
		})
	}
	_, err := rdap.ParseJSON(answers[errorAnswer])
	require.Equal(t, &rdap.ErrorObject{Source: rdap.JSON, Code: 501, Title: "501 Not Implemented",
		Description: []string{"Nameserver not supported"}}, err)
	require.EqualError(t, err, "the registry answers with error 501: 501 Not Implemented: Nameserver not supported")
}

func TestParseJSONKeepsLinesAsTheyAre(t *testing.T) {
	record, err := rdap.ParseJSON(records(t, "arin-ip-2620*")["arin-ip-2620-119-35-carriage-returns.json"])
	require.NoError(t, err)
	require.Equal(t, []string{
		"http://www.opendns.com/\r",
		"Comment:        Use OpenDNS to make your Internet faster, safer, and smarter.\r",
		"Comment:        IPv6 Peering: mailto:redacted@example.net",
	}, record.Texts[0].Lines)
}

// autnumJSON writes an autnum object with the members given.
func autnumJSON(members string) string {
	return `{"objectClassName":"autnum","handle":"AS64496"` + members + `}`
}

// networkJSON writes an ip network object with the members given.
func networkJSON(members string) string {
	return `{"objectClassName":"ip network"` + members + `}`
}

func TestParseJSONSkipsWhatIsNotRead(t *testing.T) {
	for _, members := range []string{
		`,"entities":[{"vcardArray":null,"publicIds":7,"networks":[{"remarks":"x"}],"autnums":[{"remarks":[{"description":["x"]}]}]}]`,
		`,"type":["DIRECT"],"country":{"code":"NL"},"lang":null,"events":"never","redacted":[{"name":{"type":"x"}}]`,
		`,"notices":[{"title":[],"description":"x","links":0}]`,
		`,"arin_originas0_originautnums":[1e400,-0.5]`,
		`,"startAddress":"none at all"`, // an autnum has no addresses
	} {
		record, err := rdap.ParseJSON([]byte(autnumJSON(members)))
		require.NoError(t, err, members)
		require.Empty(t, record.Texts, members)
		require.Empty(t, record.Incomplete, members)
	}
}

func TestParseJSONKeepsEntitiesAtAnyDepth(t *testing.T) {
	record, err := rdap.ParseJSON([]byte(autnumJSON(`,"entities":[
		{"remarks":[{"title":"a","description":["1"]}],"handle":"ORG","roles":["registrant"],
		 "entities":[{"handle":"POC","roles":["abuse","noc"],"remarks":[{"description":["2"]},{"type":"object truncated due to authorization"}],
		  "entities":[{"remarks":[{"description":["3"]}]}]}]}],
		"remarks":[{"title":"own","description":["4"]}]`)))
	require.NoError(t, err)
	org := &rdap.Entity{Handle: "ORG", Roles: []string{"registrant"}}
	poc := &rdap.Entity{Handle: "POC", Roles: []string{"abuse", "noc"}}
	require.Equal(t, []rdap.Text{
		{Entity: org, Title: "a", Lines: []string{"1"}},
		{Entity: poc, Lines: []string{"2"}},
		{Entity: poc, Type: "object truncated due to authorization"},
		{Entity: &rdap.Entity{}, Lines: []string{"3"}},
		{Title: "own", Lines: []string{"4"}},
	}, record.Texts)
	require.Same(t, record.Texts[1].Entity, record.Texts[2].Entity)
	require.Empty(t, record.Incomplete, "an entity's own truncation is not the object's")
}

func TestParseJSONReadsTheRangeOffTheHandle(t *testing.T) {
	for handle, want := range map[string]string{
		"AS64496": "64496-64496", "64496": "64496-64496", "as64496": "64496-64496",
		"AS64496 - AS64511": "64496-64511", "64496-64511": "64496-64511",
		"": "", "EXAMPLE": "", "AS1.10": "", "AS4294967296": "", "AS064496": "", "AS64511-AS64496": "",
	} {
		record, err := rdap.ParseJSON([]byte(`{"objectClassName":"autnum","handle":"` + handle + `"}`))
		require.NoError(t, err, handle)
		got := ""
		if record.HasRange {
			got = record.First.String() + "-" + record.Last.String()
		}
		require.Equal(t, want, got, handle)
	}

	record, err := rdap.ParseJSON([]byte(networkJSON(`,"handle":"192.0.2.0 - 192.0.2.255"`)))
	require.NoError(t, err)
	require.Equal(t, netip.MustParseAddr("192.0.2.255"), record.End)

	record, err = rdap.ParseJSON([]byte(networkJSON(`,"handle":"NET-192-0-2-0-1"`)))
	require.NoError(t, err)
	require.False(t, record.Start.IsValid())
	require.False(t, record.HasRange)

	record, err = rdap.ParseJSON([]byte(autnumJSON(`,"startAutnum":0,"endAutnum":4294967295`)))
	require.NoError(t, err)
	require.Equal(t, [2]resource.ASN{0, 4294967295}, [2]resource.ASN{record.First, record.Last})
}

func TestParseJSONSaysWhatWasLeftOut(t *testing.T) {
	for members, want := range map[string][]string{
		`,"remarks":[{"type":"object truncated due to server policy"}]`:        {"object truncated due to server policy"},
		`,"remarks":[{"type":"Object Truncated Due To Authorization"}]`:        {"Object Truncated Due To Authorization"},
		`,"remarks":[{"type":"object redacted due to authorization"}]`:         {"object redacted due to authorization"},
		`,"notices":[{"type":"result set truncated due to excessive load"}]`:   {"result set truncated due to excessive load"},
		`,"notices":[{"title":"Filtered","description":["It was filtered."]}]`: nil,
		`,"remarks":[{"title":"truncated","description":["truncated"]}]`:       nil,
		`,"redacted":[{"method":"removal"}]`:                                   nil,
	} {
		record, err := rdap.ParseJSON([]byte(autnumJSON(members)))
		require.NoError(t, err, members)
		require.Equal(t, want, record.Incomplete, members)
	}
}

func TestParseJSONTellsTheRegistry(t *testing.T) {
	self := func(href string) string { return `,"links":[{"rel":"self","href":"` + href + `"}]` }
	for members, want := range map[string]registry.Registry{
		`,"port43":"whois.arin.net"`:                                                               registry.ARIN,
		`,"port43":"WHOIS.RIPE.NET."`:                                                              registry.RIPE,
		`,"port43":"whois.registro.br"`:                                                            registry.LACNIC,
		`,"port43":"whois.nic.br"`:                                                                 registry.LACNIC,
		`,"rdapConformance":["rdap_level_0","arin_originas0"]`:                                     registry.ARIN,
		`,"rdapConformance":["nicbr_level_0"]`:                                                     registry.LACNIC,
		`,"rdapConformance":["rdap_level_0","cidr0"]`:                                              "",
		self("https://rdap.apnic.net/autnum/64496"):                                                registry.APNIC,
		self("https://jpnic.rdap.apnic.net/autnum/64496"):                                          registry.APNIC,
		self("https://rdap.registro.br/autnum/64496"):                                              registry.LACNIC,
		self("https://rdap.db.ripe.net:443/autnum/64496"):                                          registry.RIPE,
		self("https://notripe.net/autnum/64496"):                                                   "",
		self("https://ripe.net.example/autnum/64496"):                                              "",
		self("::not a URL"):                                                                        "",
		`,"links":[{"rel":"related","href":"https://rdap.arin.net/registry/"}]`:                    "",
		`,"port43":"whois.ripe.net"` + self("https://rdap.db.ripe.net/"):                           registry.RIPE,
		`,"port43":"whois.ripe.net"` + self("https://rdap.arin.net/"):                              "",
		`,"port43":"whois.arin.net","rdapConformance":["lacnic_level_0"]`:                          "",
		`,"port43":"whois.arin.net","rdapConformance":["lacnic_level_0","arin_originas0"]`:         "",
		`,"port43":"whois.example","rdapConformance":["apnic_x"]` + self("https://apnic.example/"): registry.APNIC,
		"": "",
	} {
		record, err := rdap.ParseJSON([]byte(autnumJSON(members)))
		require.NoError(t, err, members)
		require.Equal(t, want, record.Registry, members)
	}
}

func TestParseJSONTellsOtherClasses(t *testing.T) {
	for text, class := range map[string]string{
		`{"objectClassName":"entity","handle":"ORG-EX1-RIPE","roles":["registrant"]}`: "entity",
		`{"objectClassName":"domain","ldhName":"example.net"}`:                        "domain",
		`{"objectClassName":"Autnum"}`:                                                "Autnum",
		`{"rdapConformance":["rdap_level_0"],"notices":[]}`:                           "", // an answer to help
		`{"autnumSearchResults":[` + autnumJSON("") + `]}`:                            "",
		`{}`: "",
	} {
		_, err := rdap.ParseJSON([]byte(text))
		id := rdap.OtherClass
		if class == "" {
			id = rdap.NoObject
		}
		require.ErrorIs(t, err, id, text)
		require.ErrorContains(t, err, class)
	}
}

func TestParseJSONTellsErrorAnswersWhateverTheyHold(t *testing.T) {
	for _, text := range []string{
		`{"errorCode":404,"title":"Not Found","description":["AS64496 is not here."]}`,
		autnumJSON(`,"errorCode":404,"title":"Not Found","description":["AS64496 is not here."]`),
		`{"objectClassName":"error","description":["AS64496 is not here."],"title":"Not Found","errorCode":404}`,
	} {
		_, err := rdap.ParseJSON([]byte(text))
		require.Equal(t, &rdap.ErrorObject{Source: rdap.JSON, Code: 404, Title: "Not Found", Description: []string{"AS64496 is not here."}}, err)
	}
}

// A verdict does not turn on these, so their type does not matter.
func TestParseJSONPassesOverMembersThatDecideNothing(t *testing.T) {
	for _, members := range []string{
		`,"name":null`, `,"name":["a"]`, `,"status":null`, `,"status":"active"`, `,"status":["active",true]`,
		`,"port43":null`, `,"port43":43`, `,"rdapConformance":{}`, `,"links":null`, `,"links":{}`, `,"links":["a",{"href":1,"rel":null}]`,
		`,"notices":null`, `,"notices":"a"`, `,"notices":["a",{"type":1,"title":[],"description":{}}]`,
		`,"entities":null`, `,"entities":{}`, `,"entities":["ORG-1",null]`, `,"entities":[{"objectClassName":"domain"}]`,
		`,"entities":[{"handle":1,"roles":"registrant","vcardArray":null,"remarks":null,"links":7}]`,
		`,"entities":[{"remarks":{}},{"remarks":["a",{"title":1,"description":"b"}]}]`,
		`,"remarks":[{"title":null,"type":7,"links":null,"description":["own"]}]`,
		`,"Handle":"AS1","Name":1,"errorCode":null`,
	} {
		record, err := rdap.ParseJSON([]byte(autnumJSON(members)))
		require.NoError(t, err, members)
		require.Equal(t, "AS64496", record.Handle, members)
		require.Empty(t, record.Incomplete, members)
	}
}

func TestParseJSONDoesNotTakeRemarksThatAreNullForNone(t *testing.T) {
	record, err := rdap.ParseJSON([]byte(autnumJSON(`,"remarks":null`)))
	require.NoError(t, err)
	require.Equal(t, []string{"remarks is null"}, record.Incomplete)
}

func TestParseJSONTellsErrorAnswersWhateverTheirTypes(t *testing.T) {
	for text, want := range map[string]*rdap.ErrorObject{
		`{"errorCode":"404","title":"Object not found"}`:                  {Code: 404, Title: "Object not found"},
		`{"errorCode":404,"description":"gone"}`:                          {Code: 404, Description: []string{"gone"}},
		`{"errorCode":404,"title":7,"description":null}`:                  {Code: 404},
		`{"errorCode":404.5,"description":[1,"a",null]}`:                  {Description: []string{"a"}},
		`{"errorCode":{"a":1}}`:                                           {},
		`{"notices":[{"title":"Rate Limit Notice","description":["x"]}]}`: {Code: 429, Title: "Rate Limit Notice", Description: []string{"x"}},
	} {
		_, err := rdap.ParseJSON([]byte(text))
		want.Source = rdap.JSON
		require.Equal(t, want, err, text)
		require.Equal(t, want.Code == 404, want.Absent())
		require.Equal(t, want.Code == 429, want.Limited())
	}
}
