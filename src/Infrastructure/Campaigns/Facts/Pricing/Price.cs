using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;

/// <summary>A price while it is being read: what is said of it, and where its words stand.</summary>
internal sealed class Price(Money money, string currency)
{
    public Money Money { get; } = money;
    public string Currency { get; } = currency;
    public string Kind { get; set; } = "price";
    public int Index { get; set; }
    public int Start { get; set; }
    public int End { get; set; }
    public int WhatStart { get; set; }
    public int WhatEnd { get; set; }
    public string Qualifier { get; set; } = "exact";
    public string? Unit { get; set; }
    public int UnitStart { get; set; }
    public string? Quantity { get; set; }
    public string? Tax { get; set; }
    public string? What { get; set; }
    public (int Start, int End)? Name { get; set; }
    public bool IsNamedBehind { get; set; }

    /// <summary>The words behind the amount that say on which days it is asked.</summary>
    public (int Start, int End)? Days { get; set; }

    public void Set(string name) => Qualifier = name;

    public void Qualify(string name) => Qualifier = Qualifier is "exact" or "about" ? name : Qualifier;
}
