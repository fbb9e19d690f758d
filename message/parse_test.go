package message_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/resource"
)

const good = "1|aws|123456789012|12345|20271231|SHA256|RSAPSS"

func TestParseKeepsEveryByteOfAGoodMessage(t *testing.T) {
	for _, text := range []string{
		good,
		"1|aws|123456789012|192.0.2.0/24|20271231|SHA256|RSAPSS",
		"1|aws|123456789012|2001:db8::/32|20271231|SHA256|RSAPSS",
		"1|aws|123456789012|0|20271231|SHA256|RSAPSS",
		"1|aws|0123456789AB|198.51.100.0/24|20171231|SHA256|RSAPSS", // AWS's own example
		"1|aws|1234-5678-9012|12345|20271231|SHA256|RSAPSS",         // verifies, and Check reports it
	} {
		m, err := message.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, text, m.String())
		require.Equal(t, []byte(text), m.Bytes())
	}
}

func TestParseReadsTheFields(t *testing.T) {
	m, err := message.Parse(good)
	require.NoError(t, err)
	require.Equal(t, "123456789012", m.Account())
	require.Equal(t, message.Date{Year: 2027, Month: 12, Day: 31}, m.Expiry())
	n, ok := m.Resource().ASN()
	require.True(t, ok)
	require.Equal(t, resource.ASN(12345), n)
	_, ok = m.Resource().CIDR()
	require.False(t, ok)
}

// slips maps a flawed text to the problems that Parse must find in it, and
// whether it must guess that good was meant.
var slips = []struct {
	name  string
	text  string
	ids   []message.ID
	field message.Field // of the first
	meant bool
}{
	// M1
	{"the scheme is missing", "1|aws|123456789012|12345|20271231|SHA256", []message.ID{message.MissingField}, message.FieldScheme, true},
	{"the version is missing", "aws|123456789012|12345|20271231|SHA256|RSAPSS", []message.ID{message.MissingField}, message.FieldVersion, true},
	{"the account is missing", "1|aws|12345|20271231|SHA256|RSAPSS", []message.ID{message.MissingField}, message.FieldAccount, false},
	{"the account is empty", "1|aws||12345|20271231|SHA256|RSAPSS", []message.ID{message.MissingField}, message.FieldAccount, false},
	{"the resource is missing", "1|aws|123456789012|20271231|SHA256|RSAPSS", []message.ID{message.MissingField}, message.FieldSubject, false},
	{"the date is missing", "1|aws|123456789012|12345|SHA256|RSAPSS", []message.ID{message.MissingField}, message.FieldExpiry, false},
	{"a region is invented", "1|aws|123456789012|us-east-1|12345|20271231|SHA256|RSAPSS", []message.ID{message.InventedField}, message.Whole, true},
	{"a bar follows", good + "|", []message.ID{message.InventedField}, message.Whole, true},
	{"account and resource have changed places", "1|aws|12345|123456789012|20271231|SHA256|RSAPSS", []message.ID{message.FieldOrder}, message.FieldAccount, true},
	{"resource and date have changed places", "1|aws|123456789012|20271231|12345|SHA256|RSAPSS", []message.ID{message.FieldOrder}, message.FieldSubject, true},
	{"the last two have changed places", "1|aws|123456789012|12345|20271231|RSAPSS|SHA256", []message.ID{message.FieldOrder}, message.FieldDigest, true},
	{"the version is another", "2|aws|123456789012|12345|20271231|SHA256|RSAPSS", []message.ID{message.WrongConstant}, message.FieldVersion, true},
	{"the cloud is in capitals", "1|AWS|123456789012|12345|20271231|SHA256|RSAPSS", []message.ID{message.WrongConstant}, message.FieldCloud, true},
	{"the cloud is a partition", "1|aws-us-gov|123456789012|12345|20271231|SHA256|RSAPSS", []message.ID{message.WrongConstant}, message.FieldCloud, true},
	{"the digest has a dash", "1|aws|123456789012|12345|20271231|SHA-256|RSAPSS", []message.ID{message.WrongConstant}, message.FieldDigest, true},
	{"the scheme is spelt as in RFC 8017", "1|aws|123456789012|12345|20271231|SHA256|RSASSA-PSS", []message.ID{message.WrongConstant}, message.FieldScheme, true},
	{"it is prose", "please announce our network", []message.ID{message.Blank, message.NotAMessage}, message.Whole, false},
	{"it is bars alone", "||||||", []message.ID{message.NotAMessage}, message.Whole, false},
	{"it has far too many fields", good + strings.Repeat("|x", 50), []message.ID{message.NotAMessage}, message.Whole, false},
	{"it is empty", "", []message.ID{message.Empty}, message.Whole, false},
	{"it is blank", " \n", []message.ID{message.Empty}, message.Whole, false},
	{"it is huge", strings.Repeat(good, 100), []message.ID{message.TooLong}, message.Whole, false},
	// M2
	{"it is a ROA request", "1|1340135296|My First ROA|1234|10.0.0.0|8|16|", []message.ID{message.ROARequest}, message.Whole, false},
	// M3, along with something that stops it from being data
	{"the account has hyphens too", "1|aws|1234-5678-9012|AS12345|20271231|SHA256|RSAPSS", []message.ID{resource.ASNPrefix, message.AccountHyphens}, message.FieldSubject, true},
	// M4
	{"the CIDR has host bits", "1|aws|123456789012|192.0.2.7/24|20271231|SHA256|RSAPSS", []message.ID{resource.CIDRHostBits}, message.FieldSubject, false},
	{"the IPv6 CIDR is in capitals", "1|aws|123456789012|2001:DB8::/32|20271231|SHA256|RSAPSS", []message.ID{resource.CIDRSpelling}, message.FieldSubject, false},
	{"the IPv6 CIDR is not compressed", "1|aws|123456789012|2001:db8:0:0:0:0:0:0/32|20271231|SHA256|RSAPSS", []message.ID{resource.CIDRSpelling}, message.FieldSubject, false},
	{"the CIDR has no length", "1|aws|123456789012|192.0.2.0|20271231|SHA256|RSAPSS", []message.ID{resource.CIDRNoLength}, message.FieldSubject, false},
	{"the CIDR is a range", "1|aws|123456789012|192.0.2.0-192.0.2.255|20271231|SHA256|RSAPSS", []message.ID{resource.CIDRIsRange}, message.FieldSubject, false},
	{"the CIDR has an impossible length", "1|aws|123456789012|192.0.2.0/33|20271231|SHA256|RSAPSS", []message.ID{resource.NotAResource}, message.FieldSubject, false},
	// M6
	{"the ASN has a prefix", "1|aws|123456789012|AS12345|20271231|SHA256|RSAPSS", []message.ID{resource.ASNPrefix}, message.FieldSubject, true},
	{"the ASN is in asdot", "1|aws|123456789012|0.12345|20271231|SHA256|RSAPSS", []message.ID{resource.ASNAsdot}, message.FieldSubject, true},
	{"the ASN has a leading zero", "1|aws|123456789012|012345|20271231|SHA256|RSAPSS", []message.ID{resource.ASNLeadingZero}, message.FieldSubject, true},
	{"the ASN is out of range", "1|aws|123456789012|4294967296|20271231|SHA256|RSAPSS", []message.ID{resource.ASNRange}, message.FieldSubject, false},
	{"the resource is a name", "1|aws|123456789012|EXAMPLE-AS|20271231|SHA256|RSAPSS", []message.ID{resource.NotAResource}, message.FieldSubject, false},
	// M7
	{"the date has dashes", "1|aws|123456789012|12345|2027-12-31|SHA256|RSAPSS", []message.ID{message.ExpiryDashed}, message.FieldExpiry, true},
	{"the date has slashes", "1|aws|123456789012|12345|2027/12/31|SHA256|RSAPSS", []message.ID{message.ExpiryDashed}, message.FieldExpiry, true},
	{"the day does not exist", "1|aws|123456789012|12345|20270229|SHA256|RSAPSS", []message.ID{message.ExpiryImpossible}, message.FieldExpiry, false},
	{"the date begins with the day", "1|aws|123456789012|12345|31122027|SHA256|RSAPSS", []message.ID{message.ExpiryImpossible}, message.FieldExpiry, false},
	{"the date has six digits", "1|aws|123456789012|12345|271231|SHA256|RSAPSS", []message.ID{message.ExpiryFormat}, message.FieldExpiry, false},
	// M8
	{"a newline follows", good + "\n", []message.ID{message.LineBreak}, message.Whole, true},
	{"CRLF follows", good + "\r\n", []message.ID{message.CarriageReturn}, message.Whole, true},
	{"a carriage return follows", good + "\r", []message.ID{message.CarriageReturn}, message.Whole, true},
	{"a byte-order mark precedes", "\ufeff" + good, []message.ID{message.ByteOrderMark}, message.Whole, true},
	{"quotes are around it", `"` + good + `"`, []message.ID{message.Quotes}, message.Whole, true},
	{"single quotes are around it", `'` + good + `'`, []message.ID{message.Quotes}, message.Whole, true},
	{"typographic quotes are around it", "“" + good + "”", []message.ID{message.SmartQuotes}, message.Whole, true},
	{"a no-break space is inside", "1|aws|123456789012|\u00a012345|20271231|SHA256|RSAPSS", []message.ID{message.NoBreakSpace}, message.Whole, true},
	{"blanks are around the bars", strings.ReplaceAll(good, "|", " | "), []message.ID{message.Blank}, message.Whole, true},
	{"a zero-width space is inside", "1|aws|1234\u200b56789012|12345|20271231|SHA256|RSAPSS", []message.ID{message.NotASCII}, message.Whole, true},
	{"a date has typographic dashes", "1|aws|123456789012|12345|2027–12–31|SHA256|RSAPSS", []message.ID{message.NotASCII}, message.Whole, false},
	{"a NUL is inside", "1|aws|123456789012|12345|2027\x001231|SHA256|RSAPSS", []message.ID{message.ControlChar}, message.Whole, false},
	{"a line is broken", "1|aws|123456789012|\n12345|20271231|SHA256|RSAPSS", []message.ID{message.LineBreak}, message.Whole, true},
	{"it is not UTF-8", "1|aws|123456789012|12345|20271231|SHA256|RSAPSS\xff", []message.ID{message.NotASCII}, message.Whole, false},
	{"several slips meet", "\ufeff\"1|aws|1234-5678-9012|AS12345|2027-12-31|sha256\"\n", []message.ID{
		message.ByteOrderMark, message.Quotes, message.LineBreak, message.MissingField, message.WrongConstant,
		resource.ASNPrefix, message.ExpiryDashed, message.AccountHyphens}, message.Whole, true},
}

func TestParseNamesEverySlip(t *testing.T) {
	for _, test := range slips {
		t.Run(test.name, func(t *testing.T) {
			_, err := message.Parse(test.text)
			var e *message.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.text, e.Text)

			var ids []message.ID
			for _, p := range e.Problems {
				ids = append(ids, p.ID)
				require.ErrorContains(t, err, p.What)
			}
			require.Equal(t, test.ids, ids)
			require.Equal(t, test.field, e.Problems[0].Field)
			if test.meant {
				require.Equal(t, good, e.Meant)
			}

			var p message.Problem
			require.ErrorAs(t, err, &p, "a caller finds the problem itself")
		})
	}
}

func TestWhatWasMeantIsNeverMadeUp(t *testing.T) {
	for _, test := range slips {
		_, err := message.Parse(test.text)
		var e *message.Error
		require.ErrorAs(t, err, &e)
		if e.Meant == "" {
			require.False(t, test.meant, test.name)
			continue
		}
		m, err := message.Parse(e.Meant)
		require.NoError(t, err, "%s: the proposal must parse", test.name)
		require.Len(t, m.Account(), 12, test.name)
	}
}

func FuzzParse(f *testing.F) {
	require.NotEmpty(f, slips)
	f.Add(good)
	for _, slip := range slips {
		f.Add(slip.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := message.Parse(text)
		if err == nil {
			require.Equal(t, text, m.String(), "Parse accepts only what String gives back")
			return
		}
		var e *message.Error
		require.ErrorAs(t, err, &e)
		require.NotEmpty(t, e.Problems)
		require.Less(t, len(err.Error()), 8<<10)
		if e.Meant != "" {
			_, err := message.Parse(e.Meant)
			require.NoError(t, err)
		}
	})
}
