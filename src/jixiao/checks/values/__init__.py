"""Can the values be measured and judged?"""
