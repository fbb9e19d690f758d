package message

import (
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// Margins around the expiry, in days.
const (
	// farAhead is past what AWS's own examples use. How far ahead AWS accepts
	// is not documented.
	farAhead = 366
)

// Check reports what is wrong with a well-formed message at now: an account
// that is not 12 digits, a resource that is not public or too small, a day that
// is past, today, within the week that provisioning takes, or very far. A
// [Problem] that is Minor is a risk; any other is one that AWS refuses.
func (m Message) Check(now time.Time) []Problem {
	var problems []Problem
	if !isAccount(m.account) {
		problems = append(problems, accountProblem(m.account))
	}
	problems = append(problems, resourceProblems(m.resource)...)
	if p := expiryProblem(m.expiry, now); p != nil {
		problems = append(problems, *p)
	}
	return problems
}

// resourceProblems are the resource's own.
func resourceProblems(r resource.Resource) []Problem {
	var problems []Problem
	for _, p := range r.Check() {
		problems = append(problems, ofResource(p))
	}
	return problems
}

// ofResource is a resource's problem as one of the message.
func ofResource(p *problem.Problem) Problem {
	return Problem{ID: p.ID, Field: FieldSubject, Seen: p.Seen, What: p.What, Mend: p.Fix, Minor: p.Minor}
}

// lastZone is how long after its end in UTC a day ends in the last time zone,
// UTC-12. Which zone AWS counts in is not documented.
const lastZone = 12 * time.Hour

func past(expiry, today Date) Problem {
	return Problem{ID: ExpiryPast, Field: FieldExpiry, Seen: expiry.String(),
		What: fmt.Sprintf("is past: today is %s (UTC)", today), Mend: laterDay}
}

const laterDay = "compose and sign the message with a later day"

func expiryProblem(expiry Date, now time.Time) *Problem {
	today := DateOf(now)
	left := expiry.DaysAfter(today)
	p := &Problem{Field: FieldExpiry, Seen: expiry.String(), Minor: true, Mend: laterDay}
	switch {
	case left < 0 && expiry == DateOf(now.Add(-lastZone)):
		p.ID, p.What = ExpiryToday, "has ended in UTC and not everywhere, and which time zone AWS counts in is not documented"
	case left < 0:
		*p = past(expiry, today)
	case left == 0:
		p.ID, p.What = ExpiryToday, "is today, and whether AWS counts the day itself is not documented"
	case left <= resource.ProvisioningDays:
		p.ID, p.What = ExpiryNear, fmt.Sprintf("is only %s away, and provisioning takes up to a week", days(left))
	case left > farAhead:
		p.ID, p.What = ExpiryFar, fmt.Sprintf("is %s away; how far ahead AWS takes is not documented", days(left))
		p.Mend = "a day within a year is the safer choice"
	default:
		return nil
	}
	return p
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
