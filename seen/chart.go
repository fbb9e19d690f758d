package seen

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// times draws the peers by time: since when they have what they have, and, if
// there were several looks, what each saw.
func (p sheet) times(r *Report) {
	if len(r.History) > 1 {
		first, last := r.History[0].At, r.History[len(r.History)-1].At
		end := last.Add(last.Sub(first) / time.Duration(len(r.History)-1)) // the last one is as wide as the others
		c := chart{title: "What each look saw (UTC)", samples: r.History, end: end, x: func(t time.Time) float64 {
			return float64(t.Sub(first)) / math.Max(float64(end.Sub(first)), 1)
		}}
		for _, at := range []time.Time{first, last} {
			c.ticks = append(c.ticks, tick{at, at.Format("15:04:05")})
		}
		p.chart(c)
	}
	if len(r.Arrivals) > 0 && r.Seen != nil {
		p.chart(r.arrivalChart())
	}
}

// arrivalChart has the logarithm of the time that has passed, as some routes
// are minutes old and others months.
func (r *Report) arrivalChart() chart {
	end := *r.Seen
	age := func(t time.Time) float64 { return math.Log(math.Max(end.Sub(t).Minutes(), 1)) }
	oldest := math.Max(age(r.Arrivals[0].At), math.Log(60))
	x := func(t time.Time) float64 { return 1 - age(t)/oldest }
	c := chart{title: "Since when peers have the route that they have (how long ago)", samples: r.Arrivals, x: x, end: end}
	for _, t := range []struct {
		ago  time.Duration
		name string
	}{{time.Minute, "1 min"}, {10 * time.Minute, "10 min"}, {time.Hour, "1 h"}, {6 * time.Hour, "6 h"}, {24 * time.Hour, "1 day"},
		{7 * 24 * time.Hour, "1 week"}, {30 * 24 * time.Hour, "1 month"}, {365 * 24 * time.Hour, "1 year"}} {
		if at := end.Add(-t.ago); x(at) >= 0 {
			c.ticks = append(c.ticks, tick{at, t.name})
		}
	}
	return c
}

// A chart is samples, stacked by whose the origin is, over time.
type chart struct {
	title   string
	samples []Sample
	x       func(time.Time) float64 // 0 is the left end, 1 the right one
	end     time.Time               // up to which the last sample holds; zero if not beyond its own time
	ticks   []tick
}

type tick struct {
	at   time.Time
	name string
}

// The picture's measures, in its own units.
const (
	chartWidth, chartHeight      = 720.0, 200.0
	chartLeft, chartTop, chartIn = 40.0, 10.0, 660.0
)

func (p sheet) chart(c chart) {
	of := c.samples[len(c.samples)-1].Of
	y := func(peers int) float64 { return chartTop + chartHeight*(1-math.Min(share(peers, of), 1)) }
	x := func(t time.Time) float64 { return chartLeft + chartIn*math.Min(math.Max(c.x(t), 0), 1) }
	p.Text("<h2>%s</h2>", c.title)
	p.Text(`<svg viewBox="0 0 %s %s" role="img" aria-label="%s">`, decimal(chartWidth), decimal(chartTop+chartHeight+24), c.title)
	for _, layer := range []struct {
		whose Whose
		below func(Sample) int
		top   func(Sample) int
	}{
		{Own, func(Sample) int { return 0 }, func(s Sample) int { return s.Own }},
		{Amazon, func(s Sample) int { return s.Own }, func(s Sample) int { return s.Own + s.Amazon }},
		{Other, func(s Sample) int { return s.Own + s.Amazon }, func(s Sample) int { return s.Own + s.Amazon + s.Other }},
	} {
		p.Text(`<path class="area %s" d="%s"/>`, string(layer.whose), c.area(x, func(s Sample) float64 { return y(layer.below(s)) }, func(s Sample) float64 { return y(layer.top(s)) }))
	}
	for _, mark := range []float64{0, 0.25, 0.5, 0.75, 1} {
		class := "axis"
		if mark == Enough {
			class = "enough"
		}
		at := decimal(chartTop + chartHeight*(1-mark))
		p.Text(`<line class="%s" x1="%s" x2="%s" y1="%s" y2="%s"/><text x="%s" y="%s" text-anchor="end">%s</text>`, class, decimal(chartLeft), decimal(chartLeft+chartIn), at, at,
			decimal(chartLeft-4), at, percent(mark))
	}
	for _, t := range c.ticks {
		at := decimal(x(t.at))
		p.Text(`<line class="axis" x1="%s" x2="%s" y1="%s" y2="%s"/><text x="%s" y="%s" text-anchor="%s">%s</text>`, at, at,
			decimal(chartTop), decimal(chartTop+chartHeight), at, decimal(chartTop+chartHeight+15), anchor(c.x(t.at)), t.name)
	}
	p.Text("</svg>")
	p.Text(`<p class="key"><i class="own"></i>own <i class="amazon"></i>Amazon <i class="other"></i>others; the broken line is what is enough</p>`)
}

// anchor keeps the name of a tick within the picture.
func anchor(x float64) string {
	if x > 0.95 {
		return "end"
	}
	return "middle"
}

// area is the path around a layer, in steps: each sample holds until the next.
func (c chart) area(x func(time.Time) float64, below, top func(Sample) float64) string {
	var there, back []string
	for i, s := range c.samples {
		until := s.At
		if i+1 < len(c.samples) {
			until = c.samples[i+1].At
		} else if c.end.After(until) {
			until = c.end
		}
		there = append(there, fmt.Sprintf("L%.1f %.1f H%.1f", x(s.At), top(s), x(until)))
		back = append(back, fmt.Sprintf("L%.1f %.1f H%.1f", x(until), below(s), x(s.At)))
	}
	first := c.samples[0]
	var path strings.Builder
	fmt.Fprintf(&path, "M%.1f %.1f %s", x(first.At), below(first), strings.Join(there, " "))
	for i := len(back) - 1; i >= 0; i-- {
		path.WriteString(" " + back[i])
	}
	return path.String() + "Z"
}
