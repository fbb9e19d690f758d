package client

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds what a server can ask for. No registry shuts anybody
// out for longer than a day.
const maxRetryAfter = 24 * time.Hour

// parseRetryAfter reads the header field: seconds, or a date (RFC 9110 section
// 10.2.3). A date that has passed is zero. The second result is false for
// anything else.
func parseRetryAfter(field string, now time.Time) (time.Duration, bool) {
	field = strings.TrimSpace(field)
	if field == "" {
		return 0, false
	}
	if strings.Trim(field, "0123456789") == "" {
		seconds, err := strconv.ParseInt(field, 10, 64)
		if err != nil || seconds > int64(maxRetryAfter/time.Second) {
			return maxRetryAfter, true // too long, or too long for an integer
		}
		return time.Duration(seconds) * time.Second, true
	}
	date, err := http.ParseTime(field)
	if err != nil {
		return 0, false
	}
	return min(max(date.Sub(now), 0), maxRetryAfter), true
}
