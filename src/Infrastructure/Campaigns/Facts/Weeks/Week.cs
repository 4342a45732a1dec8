using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What the pieces say together: times for each day, days closed, exceptions.</summary>
internal sealed class Week(FactRegion region)
{
    /// <summary>The name of no day: times that are said without one.</summary>
    public const string Any = "";

    private readonly List<string> order = [];
    private readonly List<(string Day, string Daytime)> halves = [];
    private readonly List<(string Day, string Daytime)> keeps = [];
    private readonly List<(IReadOnlyList<string>? Days, int? From, int? To)> pauses = [];

    /// <summary>The times or the state of each day that is named.</summary>
    public Dictionary<string, List<Slot>> Named { get; } = new(StringComparer.Ordinal);

    public List<(string When, IReadOnlyList<string>? Days, Slot Slot)> Exceptions { get; } = [];

    /// <summary>Times that are said of no day.</summary>
    public IReadOnlyList<Slot>? General { get; set; }

    /// <summary>Whether the times of no day are those of all days but the named ones.</summary>
    public bool IsOfOthers { get; set; }

    /// <summary>What the last times were said of.</summary>
    public IReadOnlyList<Subject> Last { get; set; } = [];

    /// <summary>Whether a word says open.</summary>
    public bool HasOpenCue { get; set; }

    public bool IsAbout { get; init; }

    /// <summary>Whether morning or evening is not said where it matters, or it may be read in two ways.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Whether it says when something is open: days alone do not.</summary>
    public bool IsStatement =>
        Exceptions.Count > 0
        || Named.Any(day =>
            day.Value.Count > 0 && (day.Key.Length > 0 || HasOpenCue || IsAbout || day.Value[0].State is not null)
        );

    /// <summary>Days or a season that nothing more is said of.</summary>
    public void LeaveOpen(Subject subject, bool isRemark)
    {
        if (subject.When is { } when)
        {
            // "in December every day": as at other times.
            if (subject.Days is { Count: 7 } && (Named.Count > 0 || General is not null))
            {
                return;
            }

            if (subject.Days is not { } days)
            {
                if (subject.Daytime is { } half)
                {
                    Exceptions.Add((when, null, Slot.Half(half)));
                }
                else if (HasOpenCue || Exceptions.Count > 0)
                {
                    Exceptions.Add((when, null, new Slot(null, null)));
                }

                return;
            }

            // "In July only Saturdays and Sundays"; behind other times it may mean "too".
            IsUnsure |= Exceptions.Count > 0;
            Exceptions.Add((when, days, subject.Daytime is { } part ? Slot.Half(part) : new Slot(null, null)));
            if (
                Subjects.IsSeason(when)
                && Days.Week.Contains(days[0], StringComparer.Ordinal)
                && !subject.IsOrdinal
                && Days.Week.Except(days, StringComparer.Ordinal).ToList() is { Count: > 0 } others
            )
            {
                Exceptions.Add((when, others, Slot.Closed));
            }
        }
        else if (subject is { Days: { } named, Daytime: { } daytime })
        {
            if (subject.IsOnly || isRemark || daytime == "morning" && (Named.Count > 0 || HasOpenCue))
            {
                keeps.AddRange(named.Select(day => (day, daytime)));
            }
        }
        else if (HasOpenCue)
        {
            IsUnsure |= Named.Count > 0 || General is not null;
            Put(subject.Days!, [new Slot(null, null)]);
        }
        else
        {
            // "7 to 22, Wednesday mornings cleaning": what is said of those days was not understood.
            IsUnsure |= Named.Count > 0 || General is not null;
        }
    }

    public void Finish()
    {
        foreach (var (day, daytime) in keeps)
        {
            Keep(day, daytime);
            IsOfOthers = true;
        }

        Settle();
        // "By appointment, Mon-Fri 9-18": the times are said.
        if (Named.Count > 1 && Named.GetValueOrDefault(Any) is [{ State: "byAppointment" }] && !IsAlsoByAppointment)
        {
            Forget(Any);
        }

        foreach (var (day, daytime) in halves.ToList())
        {
            Close([day], daytime, Slot.Closed);
        }

        foreach (var (days, from, to) in pauses)
        {
            Cut(days, from, to);
        }
    }

    /// <summary>Whether somebody may come by appointment at other times too.</summary>
    public bool IsAlsoByAppointment { get; set; }

    // "Saturday mornings only": what the other days have before noon, where their own morning ends at another time.
    private void Keep(string day, string daytime)
    {
        if (Named.TryGetValue(day, out var known) || General is not null)
        {
            Put(day, known ?? [.. General!]);
            Close([day], daytime == "morning" ? "afternoon" : "morning", Slot.Closed);
            return;
        }

        // When the evening begins is not said.
        IsUnsure |= daytime is "evening" or "night";
        var first = Named.Values.FirstOrDefault(slots => slots is [{ Open: < Clock.Noon, Close: not null }, _]);
        Put(day, [daytime == "morning" && first is [{ Close: > 13 * 60 } morning, _] ? morning : Slot.Half(daytime)]);
    }

    private void Settle()
    {
        if (General is null)
        {
            return;
        }

        if (Named.Count == 0)
        {
            // Round the clock is every day.
            if (General is [{ Open: 0, Close: Clock.Day }])
            {
                Put(Days.Week, General);
                return;
            }

            Put(Any, General);
            HasOpenCue |= Exceptions.Count == 0;
            return;
        }

        // General times, and days that are closed or only begin later: "Tuesdays closed, 10 to 19, at weekends from 9".
        var partial = Named.Where(day => day.Value.Exists(slot => slot.IsPartial)).ToList();
        foreach (var (day, slots) in partial)
        {
            IsUnsure |= OwnClock.IsAnother(General, slots[0]);
            Named[day] = Slot.Merge(General, slots);
        }

        // "7 to 23, Sat-Sun 9-19": the times of no day are those of the days that have none of their own.
        var hasOthers =
            General.All(slot => !slot.IsPartial)
            && Others().Count > 0
            && Named.Values.Any(slots => slots.Exists(slot => slot.State is null && !slot.IsPartial));
        if (hasOthers || IsOfOthers || partial.Count > 0 || Named.Values.Any(slots => slots is [{ State: "closed" }]))
        {
            foreach (var day in Others())
            {
                Put(day, General);
            }
        }
        else
        {
            Put(Any, General);
        }
    }

    public List<string> Others() => [.. Days.Week.Where(day => !Named.ContainsKey(day))];

    public void Open(Subject subject, IReadOnlyList<Slot> slots, bool adding)
    {
        slots = OwnClock.Shifted(region, subject, slots);
        if (subject.When is { } when)
        {
            // "In May daily from 3, Sundays from 11"
            for (var i = 0; i < Exceptions.Count; i++)
            {
                if (
                    Exceptions[i] is { Days: { } own } one
                    && one.When == when
                    && subject.Days is { } part
                    && own.Count > part.Count
                    && !adding
                )
                {
                    Exceptions[i] = one with { Days = [.. own.Except(part, StringComparer.Ordinal)] };
                    // "27 November to 23 December daily 10-17, Thursdays until 20"
                    slots = slots is [{ IsPartial: true }] ? Slot.Merge([one.Slot], slots) : slots;
                }
            }

            Exceptions.AddRange(slots.Select(slot => (when, subject.Days, slot)));
            return;
        }

        if (
            slots is [{ IsPartial: true }]
            && subject.Days is { } all
            && all.Any(IsTimed)
            && !all.All(IsTimed)
            && !adding
        )
        {
            // "Sundays and public holidays from 12": the day that has an end lends it to the other.
            slots = Slot.Merge(Named[all.First(IsTimed)], slots);
        }

        slots = OwnClock.Beside(region, this, slots);
        foreach (var day in subject.Days ?? [])
        {
            if (!Named.TryGetValue(day, out var known))
            {
                Put(day, slots);
            }
            else if (known.Exists(slot => slot.State is not null))
            {
                // "daily except Wednesday; also 4-7 Mon to Fri", "Mondays excepted, daily 10-20": what is closed stays so.
                Put(day, adding || subject.Days is { Count: 7 } ? known : slots);
            }
            else if (slots is [{ IsUnknown: true }] && known is [.., { Open: not null } open])
            {
                // "10-18, Fri till late"
                Put(day, [.. known[..^1], open with { Close = null }]);
            }
            else if (adding)
            {
                Put(day, [.. known, .. slots]);
            }
            else if (slots is [{ IsPartial: true }] && known.TrueForAll(slot => !slot.IsUnknown))
            {
                // "daily 10-17, Thursdays until 20"; "8 to 9 in the evening, weekends until 10" has another clock.
                IsUnsure |= OwnClock.IsAnother(known, slots[0]);
                Put(day, Slot.Merge(known, slots));
            }
            else if (
                slots.All(slot => known.TrueForAll(one => one.Close is { } close && slot.Open >= close))
                && known.Count < 2
            )
            {
                // "Mon-Fri 8-12, Thu 14-18": the afternoon comes to the morning; it may also take its place.
                IsUnsure = true;
                Put(day, [.. known, .. slots]);
            }
            else
            {
                Put(day, slots);
            }
        }
    }

    private bool IsTimed(string day) =>
        Named.TryGetValue(day, out var known) && known.Exists(slot => slot.State is null);

    public void Close(IReadOnlyList<string> names, string? daytime, Slot state)
    {
        foreach (var day in names)
        {
            if (daytime is null || state.State == "byAppointment")
            {
                Put(day, [state]);
                continue;
            }

            // Half a day closed cuts what was said of it.
            var known = Named.GetValueOrDefault(day) ?? [.. General ?? []];
            var left = Slot.WithoutHalf(known, daytime);
            if (left.Count > 0)
            {
                Put(day, left);
            }
            else if (known.Count == 0)
            {
                halves.Add((day, daytime));
            }
        }
    }

    /// <summary>Hours that are closed, of all days or of some: cut out of their times when those are known.</summary>
    public void Pause(IReadOnlyList<string>? names, int? from, int? to)
    {
        if (Named.Count == 0 && General is null || names?.Any(day => !Named.ContainsKey(day)) == true)
        {
            pauses.Add((names, from, to));
        }
        else
        {
            Cut(names, from, to);
        }
    }

    // A break within the times that were said is cut out of them; alone it is an exception.
    private void Cut(IReadOnlyList<string>? names, int? from, int? to)
    {
        var found = false;
        foreach (var (day, slots) in Named.ToList())
        {
            if (names?.Contains(day, StringComparer.Ordinal) == false)
            {
                continue;
            }

            var cut = slots
                .SelectMany(slot => names is null ? slot.Without(from ?? 0, to ?? Clock.Day) : slot.Minus(from, to))
                .ToList();
            found |= !cut.SequenceEqual(slots);
            if (cut.Count > 0)
            {
                Named[day] = cut;
            }
        }

        if (names is null && General is { } all)
        {
            General = [.. all.SelectMany(slot => slot.Without(from ?? 0, to ?? Clock.Day))];
            found |= General.Count > all.Count;
        }

        if (!found && (from, to) is ({ } shut, { } again))
        {
            Exceptions.Add(($"{Clock.Text(shut)}-{Clock.Text(again)}", names, Slot.Closed));
        }

        IsUnsure |= !found && (from is null || to is null);
    }

    public void Put(IEnumerable<string> names, IReadOnlyList<Slot> slots)
    {
        foreach (var name in names)
        {
            Put(name, slots);
        }
    }

    public void Put(string day, IReadOnlyList<Slot> slots)
    {
        if (!Named.ContainsKey(day))
        {
            order.Add(day);
        }

        Named[day] = [.. slots.Distinct()];
    }

    public void Forget(string day)
    {
        Named.Remove(day);
        order.Remove(day);
    }

    public JsonObject ToValue()
    {
        var regular = new JsonArray();
        // Days with the same time or state stand together.
        foreach (
            var group in order
                .SelectMany(day => Named[day].Select(slot => (Day: day, Slot: slot)))
                .GroupBy(one => one.Slot)
        )
        {
            var names = group.Select(one => one.Day).ToList();
            regular.Add(group.Key.ToValue(null, names.Contains(Any, StringComparer.Ordinal) ? null : names, true));
        }

        return new JsonObject
        {
            ["regular"] = regular,
            ["exceptions"] = new JsonArray([
                .. Exceptions.Select(one => (JsonNode)one.Slot.ToValue(one.When, one.Days, false)),
            ]),
        };
    }
}
