package train

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Tables derives the tables of facts of lang/en from a folder of gazetteers and
// writes them into out: forenames.txt (CC0) and countries.txt (GeoNames CC BY 4.0,
// CountryInfo MIT, Natural Earth CC0).
func Tables(gazetteers, out string) error {
	names, err := forenames(filepath.Join(gazetteers, "names", "common-forenames-by-country.csv"))
	if err != nil {
		return err
	}
	places, err := countries(gazetteers)
	if err != nil {
		return err
	}
	for _, table := range []struct {
		name  string
		lines []string
	}{{"forenames.txt", names}, {"countries.txt", places}} {
		if err := os.WriteFile(filepath.Join(out, table.name), []byte(strings.Join(table.lines, "\n")+"\n"), 0o644); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	return nil
}

func readTable(path string, comma rune) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open gazetteer: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(skipRemarks(f))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read gazetteer %s: %w", path, err)
	}
	return rows, nil
}

// skipRemarks drops the lines that begin with # at the top of a GeoNames file.
func skipRemarks(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	for {
		if next, err := b.Peek(1); err != nil || next[0] != '#' {
			return b
		}
		if line, err := b.ReadString('\n'); err != nil || strings.HasPrefix(line, "#ISO") {
			return b
		}
	}
}

// forenames returns "name f", "name m" or "name fm", in lower case.
func forenames(path string) ([]string, error) {
	rows, err := readTable(path, ',')
	if err != nil {
		return nil, err
	}
	genders := map[string]string{}
	for _, row := range rows[1:] {
		g := strings.ToLower(row[9])
		for _, name := range row[10:12] {
			name = strings.ToLower(strings.TrimSpace(name))
			if !isLatinWord(name) || g != "f" && g != "m" || strings.Contains(genders[name], g) {
				continue
			}
			genders[name] += g
		}
	}
	var lines []string
	for name, g := range genders {
		if len(g) == 2 {
			g = "fm"
		}
		lines = append(lines, name+" "+g)
	}
	slices.Sort(lines)
	return append([]string{"# Forenames and the sex they are given to. From \"Popular Names by Country\" (CC0). Made by hearsay train tables."}, lines...), nil
}

func isLatinWord(s string) bool {
	for _, r := range s {
		if r > 0x24f || r == ' ' {
			return false
		}
	}
	return len(s) > 1
}

// countries returns "ML|Mali|17.3|-3.5|2453866|Malian,Malinese".
func countries(gazetteers string) ([]string, error) {
	info, err := readTable(filepath.Join(gazetteers, "geonames", "countryInfo.txt"), '\t')
	if err != nil {
		return nil, err
	}
	demonyms, err := demonymsByCode(filepath.Join(gazetteers, "countryinfo", "nat_df.csv"))
	if err != nil {
		return nil, err
	}
	centres, err := centres(gazetteers)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, row := range info {
		if len(row) < 17 || len(row[0]) != 2 || row[4] == "" {
			continue
		}
		at := centres[row[0]]
		lines = append(lines, strings.Join([]string{row[0], row[4], at[0], at[1], row[16], strings.Join(demonyms[row[1]], ",")}, "|"))
	}
	slices.Sort(lines)
	return append([]string{"# Code, name, latitude, longitude, GeoNames id, demonyms. From GeoNames (CC BY 4.0), CountryInfo (MIT) and Natural Earth (CC0). Made by hearsay train tables."}, lines...), nil
}

func demonymsByCode(path string) (map[string][]string, error) {
	rows, err := readTable(path, ',')
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, row := range rows[1:] {
		if len(row) < 2 {
			continue
		}
		for _, d := range strings.Split(row[0], ",") {
			if d = strings.TrimSpace(d); d != "" {
				out[row[1]] = append(out[row[1]], d)
			}
		}
	}
	return out, nil
}

// centres returns latitude and longitude, one decimal, of the middle of each
// country's largest polygon, or of its capital where no polygon is known.
func centres(gazetteers string) (map[string][2]string, error) {
	out := map[string][2]string{}
	capitals, err := readTable(filepath.Join(gazetteers, "naturalearth", "ne_10m_populated_places.tsv"), '\t')
	if err != nil {
		return nil, err
	}
	for _, row := range capitals[1:] {
		if strings.HasPrefix(row[0], "Admin-0 capital") {
			lat, _ := strconv.ParseFloat(row[8], 64)
			lon, _ := strconv.ParseFloat(row[9], 64)
			out[row[7]] = [2]string{decimal(lat), decimal(lon)}
		}
	}
	data, err := os.ReadFile(filepath.Join(gazetteers, "naturalearth", "ne_110m_admin_0_countries.json"))
	if err != nil {
		return nil, fmt.Errorf("open gazetteer: %w", err)
	}
	var world struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(data, &world); err != nil {
		return nil, fmt.Errorf("read Natural Earth: %w", err)
	}
	for _, f := range world.Features {
		code, _ := f.Properties["ISO_A2_EH"].(string)
		if code == "" || code == "-99" {
			code, _ = f.Properties["ISO_A2"].(string)
		}
		if lat, lon, ok := middle(f.Geometry.Type, f.Geometry.Coordinates); ok && len(code) == 2 {
			out[code] = [2]string{decimal(lat), decimal(lon)}
		}
	}
	return out, nil
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// middle is the centroid of the largest ring of a GeoJSON geometry.
func middle(kind string, coordinates json.RawMessage) (lat, lon float64, ok bool) {
	var polygons [][][][2]float64
	if kind == "Polygon" {
		var p [][][2]float64
		if json.Unmarshal(coordinates, &p) != nil {
			return 0, 0, false
		}
		polygons = append(polygons, p)
	} else if json.Unmarshal(coordinates, &polygons) != nil {
		return 0, 0, false
	}
	var largest float64
	for _, p := range polygons {
		ring := p[0]
		var area, x, y float64
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			cross := float64(a[0]*b[1]) - float64(b[0]*a[1]) // each rounded, so that nothing is fused
			area += cross
			x += float64((a[0] + b[0]) * cross)
			y += float64((a[1] + b[1]) * cross)
		}
		if area*area > largest {
			largest, lon, lat, ok = area*area, x/(3*area), y/(3*area), true
		}
	}
	return lat, lon, ok
}
