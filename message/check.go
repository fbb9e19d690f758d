package message

import (
	"fmt"
	"time"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// farAhead, in days, is past what AWS's own examples use. How far ahead AWS
// accepts is not documented.
const farAhead = 366

// Check reports what is wrong with a well-formed message at now: an account
// that is not 12 digits, a resource that is not public or too small, a day that
// is past, today, within the week that provisioning takes, or very far. A
// problem that is Minor is a risk; any other is one that AWS refuses, or
// [problem.NoTime], with which the day was not judged.
func (m Message) Check(now time.Time) []*problem.Problem {
	var problems []*problem.Problem
	if !isAccount(m.account) {
		problems = append(problems, accountProblem(m.account))
	}
	problems = append(problems, m.resource.Check()...)
	if p := expiryProblem(m.expiry, now); p != nil {
		problems = append(problems, p)
	}
	for _, p := range problems {
		m.locate(p)
	}
	return problems
}

// locate gives a problem of a field the bytes where that stands in the message.
func (m Message) locate(p *problem.Problem) {
	for place, f := range split(m.text) {
		if place < places && names[place] == p.Field {
			p.Start, p.End = f.start, f.end
		}
	}
}

// lastZone is how long after its end in UTC a day ends in the last time zone,
// UTC-12. Which zone AWS counts in is not documented.
const lastZone = 12 * time.Hour

func past(expiry, today Date) *problem.Problem {
	return &problem.Problem{ID: ExpiryPast, Field: FieldExpiry, Seen: expiry.String(),
		What: fmt.Sprintf("is past: today is %s (UTC)", today), Fix: laterDay}
}

const laterDay = "compose and sign the message with a later day"

func noTime() *problem.Problem {
	return &problem.Problem{ID: problem.NoTime, Field: FieldExpiry,
		What: "cannot be judged: the time now was not given", Fix: "pass the time at which the message is to be judged, such as time.Now()"}
}

func expiryProblem(expiry Date, now time.Time) *problem.Problem {
	if now.IsZero() {
		return noTime()
	}
	today := DateOf(now)
	left := expiry.DaysAfter(today)
	p := &problem.Problem{Field: FieldExpiry, Seen: expiry.String(), Minor: true, Fix: laterDay}
	switch {
	case left < 0 && expiry == DateOf(now.Add(-lastZone)):
		p.ID, p.What = ExpiryToday, "has ended in UTC and not everywhere, and which time zone AWS counts in is not documented"
	case left < 0:
		return past(expiry, today)
	case left == 0:
		p.ID, p.What = ExpiryToday, "is today, and whether AWS counts the day itself is not documented"
	case left <= resource.ProvisioningDays:
		p.ID, p.What = expiryNear, fmt.Sprintf("is only %s away, and provisioning takes up to a week", problem.Count(left, "day"))
	case left > farAhead:
		p.ID, p.What = expiryFar, fmt.Sprintf("is %s away; how far ahead AWS takes is not documented", problem.Count(left, "day"))
		p.Fix = "a day within a year is the safer choice"
	default:
		return nil
	}
	return p
}
