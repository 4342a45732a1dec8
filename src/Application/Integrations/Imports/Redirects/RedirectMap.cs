namespace AiWebBuilder.Application.Integrations.Imports.Redirects;

/// <param name="Data">In the order of the pages.</param>
/// <param name="Files">The same as texts to put on the old server.</param>
public sealed record RedirectMap(IReadOnlyList<ImportRedirect> Data, RedirectFiles Files);

/// <param name="From">Path and query on the old site.</param>
/// <param name="To">The whole new address.</param>
/// <param name="Page">The campaign's page.</param>
public sealed record ImportRedirect(string From, string To, string Page);
