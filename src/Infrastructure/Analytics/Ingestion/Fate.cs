namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>What became of one event.</summary>
internal enum Fate
{
    Stored,
    Duplicate,

    /// <summary>The component is none of the campaign's.</summary>
    ComponentUnknown,

    /// <summary>The campaign has left the net since the request came in.</summary>
    NotLive,

    /// <summary>The database refused this very event.</summary>
    NotStorable,
}
