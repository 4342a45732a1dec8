using AiWebBuilder.IntegrationTests.Harness.WordPress;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>The server that the first test started ends with the last.</summary>
[SetUpFixture]
internal sealed class WordPressEnd
{
    [OneTimeTearDown]
    public Task StopAsync() => WordPressServer.StopAsync();
}
