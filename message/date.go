package message

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// A Date is a calendar day, in UTC where a clock is involved. Its zero value
// is not a day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that it is in UTC at t.
func DateOf(t time.Time) Date {
	y, m, d := t.UTC().Date()
	return Date{y, m, d}
}

// EndOfNextMonth returns the last day of the month after now's, in UTC: the
// expiry that AWS's console proposes.
func EndOfNextMonth(now time.Time) Date {
	y, m, _ := now.UTC().Date()
	return DateOf(time.Date(y, m+2, 0, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads a day written YYYYMMDD. Its error is a [*problem.Problem] of
// the expiry field.
func ParseDate(s string) (Date, error) {
	d, found := readDate(s)
	if found != nil {
		return Date{}, found
	}
	return d, nil
}

func readDate(s string) (Date, *problem.Problem) {
	if len(s) != 8 || !isDigits(s) {
		return Date{}, dateSpelling(s)
	}
	d, exists := dayOf(s)
	if !exists {
		return Date{}, &problem.Problem{ID: expiryImpossible, Field: FieldExpiry, Seen: s,
			What: "is a day that does not exist", Fix: cmp.Or(writeAs(reordered(s)), "write an existing day as YYYYMMDD: year, month, day")}
	}
	return d, nil
}

// dayOf is the day of eight digits, and whether there is such a day.
func dayOf(digits string) (Date, bool) {
	year, _ := strconv.Atoi(digits[:4])
	month, _ := strconv.Atoi(digits[4:6])
	day, _ := strconv.Atoi(digits[6:])
	d := DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
	return d, d.String() == digits
}

// reordered are the days that eight digits make in the orders of other countries:
// day, month and year, and month, day and year.
func reordered(digits string) (days []string) {
	for _, day := range []string{digits[4:] + digits[2:4] + digits[:2], digits[4:] + digits[:4]} {
		if _, found := dayOf(day); found && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	return days
}

// writeAs says how a day is written, or which two it may be; "" if it is none.
func writeAs(days []string) string {
	switch len(days) {
	case 0:
		return ""
	case 1:
		return "write it as " + days[0]
	}
	return "write it as YYYYMMDD: " + strings.Join(days, " or ")
}

// dateSpelling explains a text that is not eight digits.
func dateSpelling(s string) *problem.Problem {
	if len(s) == 10 && s[2] == s[5] && strings.ContainsRune("-/.", rune(s[2])) {
		if digits := s[:2] + s[3:5] + s[6:]; isDigits(digits) && len(reordered(digits)) > 0 {
			return &problem.Problem{ID: expiryDashed, Field: FieldExpiry, Seen: s,
				What: "has separators in the date, and does not begin with the year", Fix: writeAs(reordered(digits))}
		}
	}
	if digits, ok := undash(s); ok {
		return &problem.Problem{ID: expiryDashed, Field: FieldExpiry, Seen: s,
			What: "has separators in the date", Fix: "write it as " + digits}
	}
	return &problem.Problem{ID: ExpiryFormat, Field: FieldExpiry, Seen: s,
		What: "is not a date", Fix: "write the last day of validity as YYYYMMDD, such as 20301231"}
}

// undash turns 2030-12-31, 2030/12/31 or 2030.12.31 into 20301231.
func undash(s string) (string, bool) {
	if len(s) != 10 || s[4] != s[7] || !strings.ContainsRune("-/.", rune(s[4])) {
		return "", false
	}
	digits := s[:4] + s[5:7] + s[8:]
	_, found := readDate(digits)
	return digits, found == nil
}

// String returns the day as YYYYMMDD, and nothing for the zero value.
func (d Date) String() string {
	if d == (Date{}) {
		return ""
	}
	return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day)
}

// MarshalText returns the same as [Date.String].
func (d Date) MarshalText() ([]byte, error) {
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDate] reads, and the empty text as the zero
// value.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Start returns the day's first moment in UTC.
func (d Date) Start() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// DaysAfter returns how many days d lies after other; negative when before.
func (d Date) DaysAfter(other Date) int {
	return int((d.Start().Unix() - other.Start().Unix()) / (24 * 60 * 60))
}
