namespace AiWebBuilder.Infrastructure.Integrations.Reading.Styles;

internal enum Sight
{
    Shown,

    /// <summary>No visitor ever sees it.</summary>
    Never,

    /// <summary>It opens over the page at some time.</summary>
    Popup,

    /// <summary>Only on small screens, where other elements are not.</summary>
    Small,

    /// <summary>A slider's own copy of one of its slides.</summary>
    Copy,
}
