package message_test

import (
	"fmt"
	"time"

	"github.com/byoasn/byoasn/message"
)

func ExampleEndOfNextMonth() {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	day := message.EndOfNextMonth(now)
	fmt.Println(day, day.DaysAfter(message.DateOf(now)))
	// Output:
	// 20261231 38
}
