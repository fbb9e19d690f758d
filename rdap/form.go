package rdap

// A Form names a way in which a published certificate is not whole on one
// line. Its values are stable.
type Form string

// The forms.
const (
	SplitLines    Form = "split-over-lines"   // over elements of one remark, or lines of one field
	SplitTexts    Form = "split-over-remarks" // over several remarks or fields
	BlanksInside  Form = "blanks-inside"
	LostPlus      Form = "lost-plus"       // a + of the base64 became a blank or vanished
	NoMarker      Form = "marker-missing"  // BEGIN or END is not there
	MarkerAltered Form = "marker-altered"  // dashes or blanks of a marker changed
	TextBeside    Form = "text-beside"     // other letters stand right before BEGIN or after END
	EscapedBreaks Form = "escaped-breaks"  // \n in letters
	HTMLEntities  Form = "html-entities"   // &#43; and the like
	Prefixed      Form = "prefixed"        // each line has "Comment:" or the like
	Unreadable    Form = "does-not-decode" // no certificate can be made of it
)

var formTexts = map[Form]string{
	SplitLines:    "split over several lines",
	SplitTexts:    "split over several remarks",
	BlanksInside:  "with blanks inside",
	LostPlus:      "with a + lost",
	NoMarker:      "without its BEGIN or END marker",
	MarkerAltered: "with an altered BEGIN or END marker",
	TextBeside:    "with other text right beside its markers",
	EscapedBreaks: `with \n written out`,
	HTMLEntities:  "with HTML entities",
	Prefixed:      "with a prefix on its lines",
	Unreadable:    "which does not decode",
}

// String says the form in words, to follow "a certificate".
func (f Form) String() string { return formTexts[f] }
